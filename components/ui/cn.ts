import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

/** Joins class names; of two utilities that set the same property, the later one wins. */
export const cn = (...classes: ClassValue[]) => merge(clsx(classes));

const merge = extendTailwindMerge({ extend: { classGroups: { "font-size": [{ text: ["display"] }] } } });
