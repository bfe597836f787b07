"use client";

import { TimeRange } from "@/components/sending/time-range";
import { DurationInput } from "../fields/duration-input";
import { BusinessHoursFields } from "./business-hours-fields";
import { CountInput } from "./count-input";
import { OptionalSetting } from "./optional-setting";
import type { SettingsProps } from "./use-settings";

/** Quiet and business hours, and the cap on messages to one contact. */
export function SendingSettings({ settings, set, readOnly }: SettingsProps) {
  const { quiet_hours: quiet, business_hours: hours, frequency_cap: cap } = settings;
  return (
    <>
      <OptionalSetting
        label="Quiet hours"
        path="settings.quiet_hours"
        help="Messages are held until they are over, by the contact's clock. The workspace's quiet hours hold in any case."
        on={quiet !== undefined}
        onSwitch={(on) => set("quiet_hours", on ? { from: "21:00", to: "08:00" } : undefined)}
        offWords="Only those of the workspace."
        readOnly={readOnly}
      >
        {quiet ? (
          <TimeRange
            label="Quiet hours"
            {...quiet}
            onChange={(range) => set("quiet_hours", range)}
            disabled={readOnly}
          />
        ) : null}
      </OptionalSetting>
      <OptionalSetting
        label="Business hours"
        path="settings.business_hours"
        help="Messages leave within these hours only; outside of them they wait."
        on={hours !== undefined}
        onSwitch={(on) => set("business_hours", on ? WEEK : undefined)}
        offWords="Messages may leave at any hour."
        readOnly={readOnly}
      >
        {hours ? (
          <BusinessHoursFields
            hours={hours}
            onChange={(next) => set("business_hours", next)}
            readOnly={readOnly}
          />
        ) : null}
      </OptionalSetting>
      <OptionalSetting
        label="Frequency cap"
        path="settings.frequency_cap"
        help="Further messages of this flow to a contact wait until the cap has room for them; the run says so."
        on={cap !== undefined}
        onSwitch={(on) =>
          set("frequency_cap", on ? { messages: 3, per: { value: 7, unit: "days" } } : undefined)
        }
        offWords="Only the caps of the workspace."
        readOnly={readOnly}
      >
        {cap ? (
          <div className="flex flex-col gap-2">
            <CountInput
              label="Messages"
              value={cap.messages}
              onChange={(messages) => set("frequency_cap", { ...cap, messages })}
              maximum={1_000}
              unit="messages to a contact per"
              readOnly={readOnly}
            />
            <DurationInput
              label="Per"
              value={cap.per}
              onChange={(per) => set("frequency_cap", { ...cap, per })}
              readOnly={readOnly}
            />
          </div>
        ) : null}
      </OptionalSetting>
    </>
  );
}

const WEEK = {
  zone: "contact" as const,
  windows: [{ weekdays: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
};
