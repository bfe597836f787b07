import { type ComponentType, createContext, useContext } from "react";
import type { WidgetProps } from "./widget-props";

/** Rows and controls for what nests in a control: fields of an object, items of a list. */
type FormParts = { Row: ComponentType<WidgetProps & { path: string }>; Widget: ComponentType<WidgetProps> };

export function useFormParts(): FormParts {
  const parts = useContext(FormPartsContext);
  if (!parts) throw new Error("useFormParts needs a FormRow above it");
  return parts;
}

export const FormPartsContext = createContext<FormParts | null>(null);
