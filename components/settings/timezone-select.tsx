"use client";

import { useMemo } from "react";
import { Select } from "@/components/ui/select";

type TimezoneSelectProps = {
  value: string;
  onValueChange: (timezone: string) => void;
  disabled?: boolean;
  /** Needed outside a Field. */
  label?: string;
};

/** All time zones with their present distance from UTC. Typing jumps to a name. */
export function TimezoneSelect({ value, label, ...props }: TimezoneSelectProps) {
  const options = useMemo(() => {
    const names = new Set([value, "UTC", ...Intl.supportedValuesOf("timeZone")]);
    return [...names]
      .sort()
      .map((name) => ({ value: name, label: name.replaceAll("_", " "), hint: offsetOf(name) }));
  }, [value]);
  return <Select options={options} value={value} aria-label={label} {...props} />;
}

function offsetOf(timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "shortOffset" }).formatToParts();
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}
