import type { FormField } from "./form-field";

/** Every control of a form. `undefined` leaves the field out. */
export type WidgetProps = {
  field: FormField;
  value: unknown;
  onChange: (value: unknown) => void;
  readOnly: boolean;
};

export const textOf = (value: unknown): string =>
  typeof value === "string" ? value : value === undefined || value === null ? "" : String(value);
