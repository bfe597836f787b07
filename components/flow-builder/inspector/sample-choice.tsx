"use client";

import { subjectName } from "@/components/runs/subject-name";
import { Field } from "@/components/ui/field";
import { formatRelative } from "@/components/ui/format-time";
import { Select } from "@/components/ui/select";
import { useNow } from "@/components/ui/use-now";
import { useBuilder, useBuilderStore } from "../use-builder";
import { type FlowSample, useSamples } from "../use-samples";

const OWN = "own";

/** Of which event previews are made. */
export function SampleChoice() {
  const store = useBuilderStore();
  const sample = useBuilder((state) => state.sample);
  const { data } = useSamples();
  const now = useNow();
  if (!data || data.length === 0) return null;
  const known = data.some(({ id }) => id === sample?.id);
  return (
    <Field label="Sample event">
      <Select
        options={[
          ...data.map((each) => ({ value: each.id, label: wordsOf(each, now) })),
          ...(known ? [] : [{ value: OWN, label: "Your own JSON" }]),
        ]}
        value={known ? (sample?.id ?? OWN) : OWN}
        onValueChange={(id) => {
          const chosen = data.find((each) => each.id === id);
          if (chosen)
            store.getState().setSample({ id: chosen.id, type: chosen.type, payload: chosen.payload });
        }}
      />
    </Field>
  );
}

function wordsOf({ type, source, subject, at }: FlowSample, now: number | null): string {
  if (source === "catalogue") return `${type}, an example`;
  const when = at && now !== null ? formatRelative(at, now) : null;
  return [type, subjectName(subject), when].filter(Boolean).join(", ");
}
