"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";
import type { CodeFieldProps } from "./code-field-props";

/** Code in its editor, which is loaded when the first is shown. */
export function CodeField(props: CodeFieldProps) {
  return <Editor {...props} />;
}

const Editor = dynamic(() => import("./code-editor").then((module) => module.CodeEditor), {
  ssr: false,
  loading: () => <Skeleton className="h-24 w-full rounded-md" />,
});
