"use client";

import { FieldPreview } from "../data/field-preview";
import { FieldFrame } from "../fields/field-frame";
import { MapWidget } from "../fields/map-widget";
import { plainField } from "../fields/plain-field";
import { toJson } from "../json-value";

type MapFieldProps = {
  label: string;
  /** Of the step, or of the flow. */
  path: string;
  help: string;
  value: Readonly<Record<string, unknown>> | undefined;
  onChange: (value: ReturnType<typeof toJson>) => void;
  readOnly: boolean;
  /** Below it stands what it comes to with the sample. */
  preview?: boolean;
};

/** Values by name, each a text with references, a number, or anything else. */
export const MapField = ({ label, path, help, value, onChange, readOnly, preview = true }: MapFieldProps) => (
  <FieldFrame
    group
    label={label}
    path={path}
    help={help}
    {...(preview && { below: <FieldPreview value={value} /> })}
  >
    <MapWidget
      field={plainField(path, label, "map")}
      value={value}
      onChange={(next) => onChange(toJson(next))}
      readOnly={readOnly}
    />
  </FieldFrame>
);
