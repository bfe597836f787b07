import type { FormField, Widget } from "./form-field";

/** A field that no schema declares. */
export const plainField = (
  name: string,
  title: string,
  widget: Widget,
  more: Partial<FormField> = {},
): FormField => ({
  ...{ name, title, widget, description: "", placeholder: "", required: false, fallback: undefined },
  choices: [],
  ...more,
});
