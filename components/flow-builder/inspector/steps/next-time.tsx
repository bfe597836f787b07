"use client";

import { Input } from "@/components/ui/input";
import { OptionPicker } from "../fields/option-picker";
import { WeekdayPicker } from "../fields/weekday-picker";
import { useOffers } from "../use-offers";
import type { StepOf } from "./step-of";

type Next = NonNullable<StepOf<"delay">["next"]>;

/** 09:00, on some days of the week, on somebody's clock. */
export function NextTime({
  value,
  onChange,
  readOnly,
}: {
  value: Next;
  onChange: (value: Next) => void;
  readOnly: boolean;
}) {
  const { options } = useOffers();
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <Input
          type="time"
          aria-label="Time of day"
          className="w-28"
          value={value.time}
          disabled={readOnly}
          onChange={({ target }) => target.value && onChange({ ...value, time: target.value })}
        />
        <div className="min-w-0 flex-1">
          <OptionPicker
            label="Time zone"
            value={value.zone}
            options={[...PLACES, ...options("zone").map((zone) => ({ ...zone, group: "Time zones" }))]}
            onChange={(zone) => onChange({ ...value, zone })}
            placeholder="Time zone"
            required
            readOnly={readOnly}
          />
        </div>
      </div>
      <WeekdayPicker
        label="On"
        value={value.weekdays ?? []}
        onChange={(weekdays) => {
          const { weekdays: _, ...rest } = value;
          onChange(weekdays.length === 0 || weekdays.length === 7 ? rest : { ...rest, weekdays });
        }}
        none="every day"
        readOnly={readOnly}
      />
    </div>
  );
}

const PLACES = [
  { value: "contact", label: "the contact's clock", group: "On the clock of" },
  { value: "workspace", label: "the workspace's clock", group: "On the clock of" },
];
