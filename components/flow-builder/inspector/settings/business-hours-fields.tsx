"use client";

import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { SegmentedControl } from "@/components/ui/segmented-control";
import type { BusinessHours } from "@/server/domain/business-hours";
import { withItem, without } from "../fields/list-edit";
import { WeekdayPicker } from "../fields/weekday-picker";

type Window = BusinessHours["windows"][number];

type BusinessHoursFieldsProps = {
  hours: BusinessHours;
  onChange: (hours: BusinessHours) => void;
  readOnly: boolean;
};

/** Days and hours of the week, on whose clock. */
export function BusinessHoursFields({ hours, onChange, readOnly }: BusinessHoursFieldsProps) {
  const { windows } = hours;
  const store = (next: Window[]) => onChange({ ...hours, windows: next });
  return (
    <div className="flex flex-col gap-2.5">
      <SegmentedControl
        label="On whose clock"
        options={ZONES}
        value={hours.zone}
        onChange={(zone) => readOnly || onChange({ ...hours, zone })}
        className="self-start"
      />
      {windows.map((window, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hours have no name of their own
        <div key={index} className="flex flex-col gap-1.5 border-line border-l pl-3">
          <WeekdayPicker
            label={`Days of hours ${index + 1}`}
            value={window.weekdays}
            onChange={(weekdays) =>
              weekdays.length > 0 && store(withItem(windows, index, { ...window, weekdays }))
            }
            none=""
            readOnly={readOnly}
          />
          <Hours
            number={index + 1}
            window={window}
            onChange={(next) => store(withItem(windows, index, next))}
            onRemove={windows.length > 1 ? () => store(without(windows, index)) : null}
            readOnly={readOnly}
          />
        </div>
      ))}
      {readOnly || windows.length >= 20 ? null : (
        <Button
          variant="ghost"
          className="self-start"
          onClick={() => store([...windows, { weekdays: [6], from: "10:00", to: "14:00" }])}
        >
          <Plus aria-hidden />
          Add hours
        </Button>
      )}
    </div>
  );
}

type HoursProps = {
  number: number;
  window: Window;
  onChange: (window: Window) => void;
  onRemove: (() => void) | null;
  readOnly: boolean;
};

/** Hours that would end before they begin are not taken. Midnight at the end of the day is 24:00. */
function Hours({ number, window, onChange, onRemove, readOnly }: HoursProps) {
  const store = (next: Window) => {
    if (next.from < next.to) onChange(next);
  };
  return (
    <div className="flex items-center gap-2">
      <Input
        type="time"
        aria-label={`Hours ${number}: from`}
        className="w-28"
        value={window.from}
        disabled={readOnly}
        onChange={({ target }) => target.value && store({ ...window, from: target.value })}
      />
      <span className="text-muted">to</span>
      <Input
        type="time"
        aria-label={`Hours ${number}: to`}
        className="w-28"
        value={window.to === "24:00" ? "00:00" : window.to}
        disabled={readOnly}
        onChange={({ target }) =>
          target.value && store({ ...window, to: target.value === "00:00" ? "24:00" : target.value })
        }
      />
      {readOnly || !onRemove ? null : (
        <IconButton label={`Remove hours ${number}`} onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

const ZONES = [
  { value: "contact", label: "The contact's clock" },
  { value: "workspace", label: "The workspace's" },
] as const;
