import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import type { NoteNode } from "./canvas-model";
import { notePaper } from "./note-paper";

/** A sticky note to read. */
export const NoteFace = memo(function NoteFace({ data }: NodeProps<NoteNode>) {
  return <p className={cn(notePaper, "overflow-y-auto whitespace-pre-wrap")}>{data.text}</p>;
});
