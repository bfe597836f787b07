"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";
import type { CodeFieldProps } from "./code-field-props";

/** Code in its editor, which is loaded when the first of its language is shown. */
export function CodeField(props: CodeFieldProps) {
  return props.language === "html" ? <HtmlEditor {...props} /> : <JsonEditor {...props} />;
}

const Loading = () => <Skeleton className="h-24 w-full rounded-md" />;

const JsonEditor = dynamic(() => import("./json-editor").then((module) => module.JsonEditor), {
  ssr: false,
  loading: Loading,
});
const HtmlEditor = dynamic(() => import("./html-editor").then((module) => module.HtmlEditor), {
  ssr: false,
  loading: Loading,
});
