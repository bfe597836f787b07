import type { FlowInput } from "@/server/domain/flow-input";
import { sentenceCase } from "@/server/domain/step-title";
import type { FormField, Widget } from "./form-field";
import { plainField } from "./plain-field";

/** What a flow expects to be given, as the fields of a form. */
export const inputFields = (input: FlowInput | null | undefined): FormField[] =>
  Object.entries(input ?? {}).map(([name, { type, required, words }]) =>
    plainField(name, sentenceCase(name), WIDGETS[type], {
      description: words,
      required,
      ...(type === "list" && { item: plainField("", "", "json") }),
    }),
  );

const WIDGETS: Record<FlowInput[string]["type"], Widget> = {
  ...{ any: "json", text: "text", number: "number", boolean: "boolean", list: "list", object: "map" },
};
