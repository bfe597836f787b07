"use client";

import type { ReactNode } from "react";
import { Switch } from "@/components/ui/switch";
import { FieldFrame } from "../fields/field-frame";

type OptionalSettingProps = {
  label: string;
  help: string;
  path: string;
  on: boolean;
  onSwitch: (on: boolean) => void;
  /** What holds while it is off. */
  offWords: string;
  readOnly: boolean;
  children: ReactNode;
};

/** A rule that may be off. */
export function OptionalSetting(props: OptionalSettingProps) {
  const { label, help, path, on, onSwitch, offWords, readOnly, children } = props;
  return (
    <FieldFrame
      group
      label={label}
      help={help}
      path={path}
      aside={<Switch label={label} hideLabel checked={on} disabled={readOnly} onCheckedChange={onSwitch} />}
    >
      {on ? children : <p className="text-muted text-xs">{offWords}</p>}
    </FieldFrame>
  );
}
