"use client";

import { useMemo } from "react";
import { Select, type SelectOption } from "@/components/ui/select";

type TimezoneSelectProps = {
  value: string;
  onValueChange: (timezone: string) => void;
  disabled?: boolean;
  /** Needed outside a Field. */
  label?: string;
  /** Stands before the zones: none of them. */
  first?: SelectOption;
};

/** All time zones with their present distance from UTC. Typing jumps to a name. */
export function TimezoneSelect({ value, label, first, ...props }: TimezoneSelectProps) {
  const options = useMemo(() => {
    const names = new Set([value, "UTC", ...Intl.supportedValuesOf("timeZone")]);
    if (first) names.delete(first.value);
    const zones = [...names]
      .sort()
      .map((name) => ({ value: name, label: name.replaceAll("_", " "), hint: offsetOf(name) }));
    return first ? [first, ...zones] : zones;
  }, [value, first]);
  return <Select options={options} value={value} aria-label={label} {...props} />;
}

function offsetOf(timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "shortOffset" }).formatToParts();
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}
