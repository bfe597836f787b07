"use client";

import { SegmentedControl } from "@/components/ui/segmented-control";
import { FieldFrame } from "../fields/field-frame";
import { MillisecondsWidget } from "../fields/milliseconds-widget";
import { plainField } from "../fields/plain-field";
import { CountInput } from "./count-input";
import type { SettingsProps } from "./use-settings";

/** How long an attempt of a step may take, and what happens when it fails. A step may have its own. */
export function RetrySettings({ settings, set, readOnly }: SettingsProps) {
  return (
    <>
      <FieldFrame
        group
        label="Longest attempt"
        path="settings.timeout"
        help="One attempt of one step; 0.1 seconds to 15 minutes."
      >
        <MillisecondsWidget
          field={TIMEOUT}
          value={settings.timeout}
          onChange={(value) => within(value, 100, 900_000, (ms) => set("timeout", ms))}
          readOnly={readOnly}
        />
      </FieldFrame>
      <FieldFrame label="Retries" path="settings.retry_count" help="Retries are free.">
        <CountInput
          label="Retries"
          value={settings.retry_count}
          onChange={(value) => set("retry_count", value)}
          minimum={0}
          maximum={20}
          unit="times, then the step fails"
          readOnly={readOnly}
        />
      </FieldFrame>
      {settings.retry_count > 0 ? (
        <>
          <FieldFrame group label="First retry after" path="settings.retry_delay">
            <MillisecondsWidget
              field={DELAY}
              value={settings.retry_delay}
              onChange={(value) => within(value, 0, 3_600_000, (ms) => set("retry_delay", ms))}
              readOnly={readOnly}
            />
          </FieldFrame>
          <FieldFrame group label="Later ones" path="settings.backoff">
            <SegmentedControl
              label="Later retries"
              options={BACKOFF}
              value={settings.backoff}
              onChange={(value) => readOnly || set("backoff", value)}
              className="self-start"
            />
          </FieldFrame>
        </>
      ) : null}
    </>
  );
}

/** What lies outside of the bounds is not stored; the field shows it until one leaves it. */
function within(value: unknown, least: number, most: number, store: (ms: number) => void): void {
  if (typeof value === "number" && value >= least && value <= most) store(Math.round(value));
}

const TIMEOUT = plainField("timeout", "Longest attempt", "milliseconds");
const DELAY = plainField("retry_delay", "First retry after", "milliseconds");
const BACKOFF = [
  { value: "exponential", label: "Later each time" },
  { value: "fixed", label: "At the same distance" },
] as const;
