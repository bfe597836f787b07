"use client";

import { isObject, withField } from "../json-value";
import { useFormParts } from "./form-parts";
import type { WidgetProps } from "./widget-props";

/** An object whose fields are known: a form inside the form. */
export function ObjectWidget({ field, value, onChange, readOnly }: WidgetProps) {
  const { Row } = useFormParts();
  const object = isObject(value) ? value : {};
  return (
    <fieldset aria-label={field.title} className="flex flex-col gap-2.5 border-line border-l pl-3">
      {(field.fields ?? []).map((inner) => (
        <Row
          key={inner.name}
          field={inner}
          path={`${field.name}.${inner.name}`}
          value={object[inner.name]}
          readOnly={readOnly}
          onChange={(next) => {
            const changed = withField(object, inner.name, next);
            onChange(Object.keys(changed).length === 0 ? undefined : changed);
          }}
        />
      ))}
    </fieldset>
  );
}
