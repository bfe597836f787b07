"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";
import type { TemplateFieldProps } from "./template-field-props";

/** A text with references. Its editor is loaded when the first of them is shown. */
export function TemplateField(props: TemplateFieldProps) {
  return <Editor {...props} />;
}

const Editor = dynamic(() => import("./template-editor").then((module) => module.TemplateEditor), {
  ssr: false,
  loading: () => <Skeleton className="h-8 w-full rounded-md" />,
});
