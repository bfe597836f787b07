"use client";

import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

type ReplayFormProps = {
  mayStart: boolean;
  starting: boolean;
  refusal: string | null;
  /** There is one already, which this takes the place of. */
  again: boolean;
  onStart: (events: number) => void;
};

/** How many of the latest events to take through both. */
export function ReplayForm({ mayStart, starting, refusal, again, onStart }: ReplayFormProps) {
  const [events, setEvents] = useState("1000");
  return (
    <form
      aria-label="Replay"
      className="flex flex-col gap-2 border-line border-b px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        onStart(Number(events));
      }}
    >
      {again ? null : (
        <p className="max-w-[70ch] text-muted">
          Takes the latest events that really came through the published version and the draft, and tells what
          would go otherwise. Nothing is sent: a dry run.
        </p>
      )}
      {mayStart ? (
        <div className="flex items-end gap-2">
          <Field label="Events" hideLabel={again}>
            <Select options={COUNTS} value={events} onValueChange={setEvents} className="w-40" />
          </Field>
          <Button size="md" type="submit" variant={again ? "secondary" : "primary"} pending={starting}>
            <RotateCcw aria-hidden />
            {again ? "Replay again" : "Start the replay"}
          </Button>
        </div>
      ) : (
        <p className="text-muted">Replays are started by those who may edit the flow.</p>
      )}
      {refusal ? (
        <p role="alert" className="text-failed">
          {refusal}
        </p>
      ) : null}
    </form>
  );
}

const COUNTS = [
  { value: "100", label: "The latest 100" },
  { value: "1000", label: "The latest 1,000" },
  { value: "10000", label: "The latest 10,000" },
];
