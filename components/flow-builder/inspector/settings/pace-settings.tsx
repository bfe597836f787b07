"use client";

import { DurationInput } from "../fields/duration-input";
import { FieldFrame } from "../fields/field-frame";
import { RadioCards } from "../fields/radio-cards";
import { CountInput } from "./count-input";
import { OptionalSetting } from "./optional-setting";
import type { SettingsProps } from "./use-settings";

/** Re-entry, cool-down, and how many runs at once and per hour. */
export function PaceSettings({ settings, set, readOnly }: SettingsProps) {
  return (
    <>
      <FieldFrame
        group
        label="Re-entry"
        path="settings.reentry"
        help="Runs without a contact, and those started by hand or by another flow, are not limited."
      >
        <RadioCards
          label="Re-entry"
          options={REENTRY}
          value={settings.reentry}
          onChange={(reentry) => set("reentry", reentry)}
          readOnly={readOnly}
        />
      </FieldFrame>
      <OptionalSetting
        label="Cool-down"
        path="settings.cool_down"
        help="So long after a contact came in, no event brings it in again."
        on={settings.cool_down !== undefined}
        onSwitch={(on) => set("cool_down", on ? { value: 7, unit: "days" } : undefined)}
        offWords="A contact may come in again at once."
        readOnly={readOnly}
      >
        {settings.cool_down ? (
          <DurationInput
            label="Cool-down"
            value={settings.cool_down}
            onChange={(value) => set("cool_down", value)}
            readOnly={readOnly}
          />
        ) : null}
      </OptionalSetting>
      <OptionalSetting
        label="At once"
        path="settings.concurrency"
        help="Runs that may be under way together, delays and waits included. Others are held and go on in order."
        on={settings.concurrency !== undefined}
        onSwitch={(on) => set("concurrency", on ? 10 : undefined)}
        offWords="Any number of runs at once."
        readOnly={readOnly}
      >
        <CountInput
          label="At once"
          value={settings.concurrency ?? 1}
          onChange={(value) => set("concurrency", value)}
          maximum={1_000}
          unit="runs at most"
          readOnly={readOnly}
        />
      </OptionalSetting>
      <OptionalSetting
        label="Per hour"
        path="settings.max_runs_per_hour"
        help="Runs that may begin within an hour. Others begin later, one after the other, in order."
        on={settings.max_runs_per_hour !== undefined}
        onSwitch={(on) => set("max_runs_per_hour", on ? 100 : undefined)}
        offWords="Any number of runs an hour."
        readOnly={readOnly}
      >
        <CountInput
          label="Per hour"
          value={settings.max_runs_per_hour ?? 1}
          onChange={(value) => set("max_runs_per_hour", value)}
          maximum={100_000}
          unit="runs begin at most"
          readOnly={readOnly}
        />
      </OptionalSetting>
      <OptionalSetting
        label="Loop guard"
        path="settings.loop_guard"
        help="How often an hour Baton's own actions may start this flow for one contact before it is paused as a loop."
        on={settings.loop_guard !== undefined}
        onSwitch={(on) => set("loop_guard", on ? 20 : undefined)}
        offWords="As the workspace's sending rules say."
        readOnly={readOnly}
      >
        <CountInput
          label="Loop guard"
          value={settings.loop_guard ?? 1}
          onChange={(value) => set("loop_guard", value)}
          maximum={1_000}
          unit="starts an hour for a contact"
          readOnly={readOnly}
        />
      </OptionalSetting>
    </>
  );
}

const REENTRY = [
  { value: "always", title: "Every time", words: "Every matching event starts a run." },
  {
    value: "one_active_per_contact",
    title: "One at a time",
    words: "A contact has one run under way at a time; events meanwhile start none.",
  },
  { value: "once_per_contact", title: "Once", words: "A contact goes through this flow once, ever." },
] as const;
