"use client";

import { formatExact } from "@/components/ui/format-time";
import { Input } from "@/components/ui/input";
import { useNow } from "@/components/ui/use-now";
import { cronInWords } from "@/server/domain/cron-words";
import { nextFires, scheduleProblem } from "@/server/domain/schedule";
import { FieldFrame } from "../fields/field-frame";
import { OptionPicker } from "../fields/option-picker";
import { useOffers } from "../use-offers";
import { CronFields } from "./cron-fields";
import type { TriggerFormProps } from "./new-trigger";

const SHOWN = 5;

/** When the flow starts: in words, or as the cron line that they make; and the next times of it. */
export function ScheduleForm({ trigger, change, readOnly }: TriggerFormProps<"schedule">) {
  const { options } = useOffers();
  const { cron, timezone } = trigger;
  const problem = scheduleProblem(cron, timezone);
  return (
    <>
      <FieldFrame group label="When">
        <CronFields
          cron={cron}
          onChange={(next) => change({ ...trigger, cron: next }, "cron")}
          readOnly={readOnly}
        />
      </FieldFrame>
      <div className="grid grid-cols-2 gap-3">
        <FieldFrame
          label="As cron"
          help="Minute, hour, day of the month, month, weekday. @daily and its like are taken, too."
          error={problem?.field === "cron" ? problem.message : null}
        >
          <Input
            className="font-mono text-xs"
            autoComplete="off"
            spellCheck={false}
            value={cron}
            disabled={readOnly}
            onChange={({ target }) =>
              target.value !== "" && change({ ...trigger, cron: target.value }, "cron")
            }
          />
        </FieldFrame>
        <FieldFrame label="Time zone" error={problem?.field === "timezone" ? problem.message : null}>
          <OptionPicker
            label="Time zone"
            value={timezone}
            options={options("zone")}
            onChange={(zone) => zone !== "" && change({ ...trigger, timezone: zone }, "timezone")}
            placeholder="Time zone"
            required
            readOnly={readOnly}
          />
        </FieldFrame>
      </div>
      {problem ? null : <NextTimes cron={cron} timezone={timezone} />}
    </>
  );
}

function NextTimes({ cron, timezone }: { cron: string; timezone: string }) {
  const now = useNow();
  if (now === null) return null;
  const minute = new Date(Math.floor(now / 60_000) * 60_000);
  return (
    <section className="rounded-md bg-sunken px-2.5 py-2 text-xs">
      <h3 className="font-medium">{cronInWords(cron)}, next</h3>
      <ol className="mt-1 flex flex-col gap-0.5 text-muted tabular-nums">
        {nextFires(cron, timezone, minute, SHOWN).map((at) => (
          <li key={at.getTime()}>
            <time dateTime={at.toISOString()}>
              {formatExact(at, { timeZone: timezone }).replace(/:\d\d (?=\S+$)/, " ")}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
