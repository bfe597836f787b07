"use client";

import { Checkbox } from "@/components/ui/checkbox";
import type { MessageChannel } from "@/server/domain/messaging";
import type { SendingRules } from "@/server/domain/sending-rules";
import { CountryHours } from "./country-hours";
import { TimeRange } from "./time-range";

type Hours = SendingRules["quiet_hours"];

type QuietHoursFieldsProps = { hours: Hours; onChange: (hours: Hours) => void; mayChange: boolean };

export function QuietHoursFields({ hours, onChange, mayChange }: QuietHoursFieldsProps) {
  const toggle = (channel: MessageChannel, on: boolean) =>
    onChange({
      ...hours,
      channels: CHANNELS.map(([each]) => each).filter((each) =>
        each === channel ? on : hours.channels.includes(each),
      ),
    });
  return (
    <div className="flex flex-col gap-4">
      <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
        <legend className="mb-1.5 font-medium">They hold for</legend>
        {CHANNELS.map(([channel, label]) => (
          <Checkbox
            key={channel}
            label={label}
            checked={hours.channels.includes(channel)}
            onCheckedChange={(on) => toggle(channel, on === true)}
            disabled={!mayChange}
          />
        ))}
      </fieldset>
      <div className="flex flex-col gap-1.5">
        <span className="font-medium">Everywhere</span>
        <TimeRange
          label="Everywhere"
          {...{ from: hours.from, to: hours.to }}
          onChange={(range) => onChange({ ...hours, ...range })}
          disabled={!mayChange}
        />
        <p className="text-muted text-xs">Equal times mean no quiet hours.</p>
      </div>
      <CountryHours
        countries={hours.countries}
        usual={{ from: hours.from, to: hours.to }}
        onChange={(countries) => onChange({ ...hours, countries })}
        mayChange={mayChange}
      />
    </div>
  );
}

const CHANNELS: [MessageChannel, string][] = [
  ["sms", "SMS"],
  ["call", "Calls"],
  ["email", "Email"],
];
