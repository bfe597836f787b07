"use client";

import { Check, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";
import { useBuilder } from "./use-builder";

/** Whether everything that was done is kept. */
export function SaveWords() {
  const { state, at, problem } = useBuilder(({ save }) => save);
  const readOnly = useBuilder((builder) => builder.readOnly);
  if (readOnly) return <p className="text-muted">To look at only</p>;
  const {
    icon: Icon,
    words,
    ink,
  } = problem === null ? WORDS[state] : { ...WORDS.conflict, words: "Not saved" };
  return (
    <p title={problem ?? undefined} className={`flex shrink-0 items-center gap-1.5 ${ink}`}>
      <Icon aria-hidden className="size-3.5" />
      {words}
      {state === "saved" && at ? <RelativeTime at={at} /> : null}
    </p>
  );
}

const WORDS = {
  saved: { icon: Check, words: "Saved", ink: "text-muted" },
  unsaved: { icon: LoaderCircle, words: "Not saved yet", ink: "text-muted" },
  saving: { icon: LoaderCircle, words: "Saving…", ink: "text-muted" },
  offline: { icon: CloudOff, words: "Offline: kept here until it can be saved", ink: "text-held" },
  conflict: { icon: TriangleAlert, words: "Changed by two at once", ink: "text-held" },
} as const;
