"use client";

import { DurationInput } from "@/components/flow-builder/inspector/fields/duration-input";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { WhatIf, WhatIfChange } from "./what-if";
import { WhatIfPayload } from "./what-if-payload";

type WhatIfFormProps = { whatIf: WhatIf; change: WhatIfChange; onChange: (change: WhatIfChange) => void };

/** When it happens and what the event brings; how often a step fails. */
export function WhatIfForm({ whatIf, change, onChange }: WhatIfFormProps) {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted text-xs">{whatIf.because}.</p>
      {whatIf.kind === "fault" ? (
        <Field label="It fails">
          <Select
            options={TIMES}
            value={String(change.times ?? whatIf.times)}
            onValueChange={(value) =>
              onChange({ ...change, times: value === "always" ? "always" : Number(value) })
            }
          />
        </Field>
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: the input below names its own two controls
        <div role="group" aria-label="After the start" className="flex flex-col gap-1.5">
          <span aria-hidden className="font-medium">
            After the start
          </span>
          <DurationInput
            label="After the start"
            value={change.after ?? whatIf.after}
            onChange={(after) => onChange({ ...change, after })}
            readOnly={false}
          />
        </div>
      )}
      {whatIf.kind === "event" ? (
        <WhatIfPayload
          type={whatIf.type}
          payload={change.payload ?? whatIf.payload}
          onChange={(payload) => onChange({ ...change, payload })}
        />
      ) : null}
    </div>
  );
}

const TIMES = [
  { value: "1", label: "once" },
  { value: "2", label: "twice" },
  { value: "3", label: "3 times" },
  { value: "5", label: "5 times" },
  { value: "always", label: "every time" },
];
