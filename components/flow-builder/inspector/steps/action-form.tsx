"use client";

import { TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { FieldFrame } from "../fields/field-frame";
import { formFields } from "../fields/form-field";
import { JsonWidget } from "../fields/json-widget";
import { plainField } from "../fields/plain-field";
import { SchemaForm } from "../fields/schema-form";
import { toJson, withField } from "../json-value";
import { useOffers } from "../use-offers";
import { useChangeStep } from "../use-step";
import { canonicalConfig } from "./canonical-config";
import { ConnectionField } from "./connection-field";
import { EffortFields } from "./effort-fields";
import type { StepFormProps } from "./step-of";

/** The form that the action's schema draws, whoever offers the action. */
export function ActionForm({ step, readOnly }: StepFormProps<"action">) {
  const { actionOf, loading } = useOffers();
  const change = useChangeStep(step.id);
  const action = actionOf(step);
  const fields = useMemo(() => (action ? formFields(action.inputSchema, action.required) : []), [action]);
  if (!action && loading) return <Skeleton className="h-40 w-full rounded-md" />;
  const values = action ? canonicalConfig(step.config, action.aliases) : step.config;
  const unknown = Object.keys(values).filter((name) => fields.every((field) => field.name !== name));
  const open = action?.inputSchema.additionalProperties !== false;
  const set = (name: string, value: unknown) =>
    change({ config: withField(values, name, value) }, `config.${name}`);
  return (
    <div className="flex flex-col gap-4">
      {action ? (
        <p className="text-muted text-xs">{action.description}</p>
      ) : (
        <p className="flex gap-2 rounded-lg bg-held-soft p-2.5 text-held text-xs">
          <TriangleAlert aria-hidden className="size-4 shrink-0" />
          Nothing here offers “{step.action_id}”{step.plugin_id ? ` of ${step.plugin_id}` : ""}, so its inputs
          are shown as they are written.
        </p>
      )}
      {action ? <ConnectionField step={step} action={action} readOnly={readOnly} /> : null}
      <SchemaForm
        key={action?.key ?? ""}
        fields={fields}
        values={values}
        onChange={set}
        path="config"
        readOnly={readOnly}
      />
      {unknown.length > 0 && open ? (
        <SchemaForm
          fields={unknown.map((name) => plainField(name, name, "json"))}
          values={values}
          onChange={set}
          path="config"
          readOnly={readOnly}
        />
      ) : null}
      {action ? null : (
        <FieldFrame label="Inputs" path="config">
          <JsonWidget
            field={plainField("config", "Inputs", "object")}
            value={step.config}
            onChange={(value) => change({ config: toJson(value) ?? {} }, "config")}
            readOnly={readOnly}
          />
        </FieldFrame>
      )}
      <EffortFields step={step} readOnly={readOnly} />
    </div>
  );
}
