"use client";

import { X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Condition, operatorSchema } from "@/server/domain/condition";
import { TemplateField } from "../code/template-field";
import { useData } from "../data/data-context";
import { PathPicker } from "../data/path-picker";
import { useFieldProblems } from "../field-problems";
import { entryText } from "../fields/map-entry";
import { toJson } from "../json-value";
import { useOffers } from "../use-offers";
import { useConditionEditing } from "./condition-context";
import { fieldOf, type Place } from "./condition-edit";
import { DragHandle } from "./drag-handle";
import { fieldPath, fieldSample, fieldTitle } from "./rule-field";
import { operatorsFor, operatorWords, valueFor, valueForm } from "./rule-kinds";
import { RuleValue } from "./rule-value";

type Rule = Extract<Condition, { field: string }>;
type PluginRule = Extract<Condition, { condition_id: string }>;

/** One question: field, operator, value. */
export function ConditionRule({ rule, place }: { rule: Condition; place: Place }) {
  const { path, root, readOnly, mayRemove, remove } = useConditionEditing();
  const problems = useFieldProblems([path, fieldOf(root, place)].filter(Boolean).join("."));
  return (
    <div className="flex min-w-0 items-start gap-1 rounded-lg bg-sunken p-1.5">
      <DragHandle place={place} label="rule" />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        {"field" in rule ? <Question rule={rule} place={place} /> : null}
        {"condition_id" in rule ? <PluginQuestion rule={rule} place={place} /> : null}
        {problems.map(({ message }) => (
          <p key={message} className="text-held text-xs">
            {message}
          </p>
        ))}
      </div>
      {readOnly || !mayRemove(place) ? null : (
        <IconButton label="Remove the rule" className="mt-0.5 w-6" onClick={() => remove(place)}>
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

function Question({ rule, place }: { rule: Rule; place: Place }) {
  const { change, readOnly } = useConditionEditing();
  const data = useData();
  const { kind, value: sample } = fieldSample(rule.field, data);
  const offered = operatorsFor(kind);
  const operators = offered.includes(rule.operator) ? offered : [rule.operator, ...offered];
  const form = valueForm(rule.operator, kind);
  return (
    <>
      <PathPicker
        label="Field"
        nodes={data.tree}
        value={fieldPath(rule.field)}
        title={fieldTitle(rule.field, data)}
        onChange={(path) => {
          const next = fieldSample(path, data).kind;
          const usual = operatorsFor(next);
          const operator = usual.includes(rule.operator) ? rule.operator : (usual[0] ?? "equals");
          change(place, ruleOf(path, operator, valueFor(valueForm(operator, next), rule.value)));
        }}
        readOnly={readOnly}
      />
      <div className="flex flex-wrap items-start gap-1.5">
        <Select
          aria-label="Operator"
          options={operators.map((operator) => ({
            value: operator,
            label: operatorWords(operator, kind),
          }))}
          value={rule.operator}
          disabled={readOnly}
          onValueChange={(chosen) => {
            const operator = operatorSchema.safeParse(chosen).data;
            if (operator)
              change(place, ruleOf(rule.field, operator, valueFor(valueForm(operator, kind), rule.value)));
          }}
          className="w-36 shrink-0"
        />
        {form === "none" ? null : (
          <div className="min-w-24 flex-1">
            <RuleValue
              form={form}
              value={rule.value}
              sample={sample}
              readOnly={readOnly}
              onChange={(value) => change(place, ruleOf(rule.field, rule.operator, value))}
            />
          </div>
        )}
      </div>
    </>
  );
}

function ruleOf(field: string, operator: Rule["operator"], value: unknown): Rule {
  return { field, operator, ...(value !== undefined && { value: toJson(value) }) };
}

function PluginQuestion({ rule, place }: { rule: PluginRule; place: Place }) {
  const { change, readOnly } = useConditionEditing();
  const { conditions } = useOffers();
  const known = conditions.find(
    ({ id, pluginId }) => id === rule.condition_id && pluginId === rule.plugin_id,
  );
  const operators = [...new Set([rule.operator, ...(known?.operators ?? [])])];
  return (
    <>
      <p className="flex min-h-8 items-center gap-2">
        <span className="font-medium">{known?.title ?? rule.condition_id}</span>
        <span className="text-muted text-xs">{rule.plugin_id}</span>
      </p>
      <div className="flex flex-wrap items-start gap-1.5">
        {operators.length > 1 ? (
          <Select
            aria-label="Operator"
            options={operators.map((operator) => ({ value: operator, label: operator.replaceAll("_", " ") }))}
            value={rule.operator}
            disabled={readOnly}
            onValueChange={(operator) => change(place, { ...rule, operator })}
            className="w-36 shrink-0"
          />
        ) : (
          <Input
            aria-label="Operator"
            className="w-36 shrink-0"
            value={rule.operator}
            disabled={readOnly}
            onChange={(event) =>
              event.target.value && change(place, { ...rule, operator: event.target.value })
            }
          />
        )}
        <TemplateField
          label="Value"
          value={entryText(rule.value)}
          onChange={(value) => change(place, { ...rule, value })}
          readOnly={readOnly}
          className="min-w-24 flex-1"
        />
      </div>
    </>
  );
}
