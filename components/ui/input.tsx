"use client";

import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldProps } from "./field-context";

type InputProps = Omit<ComponentProps<"input">, "size"> & VariantProps<typeof inputClass>;

/** Sizes: sm 28 px (toolbars), md 32 (forms), lg 40 (public pages). */
export function Input({ className, size, ...props }: InputProps) {
  return <input {...useFieldProps(props)} {...props} className={cn(inputClass({ size }), className)} />;
}

export const inputClass = cva(
  "w-full min-w-0 rounded-md border border-line-strong bg-surface text-ink transition-colors hover:border-gray-8 focus-visible:border-ring focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-failed",
  {
    variants: { size: { sm: "h-7 px-2 text-sm", md: "h-8 px-2.5 text-sm", lg: "h-10 px-3 text-base" } },
    defaultVariants: { size: "md" },
  },
);
