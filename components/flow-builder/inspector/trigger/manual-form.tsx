"use client";

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { FlowInput } from "@/server/domain/flow-input";
import { FieldFrame } from "../fields/field-frame";
import { freeName } from "../fields/map-entry";
import type { TriggerFormProps } from "./new-trigger";

/** What the flow is given when somebody, or another flow, starts it. */
export function ManualForm({ trigger, readOnly, change }: TriggerFormProps<"manual">) {
  const input = trigger.input ?? {};
  const store = (next: FlowInput, field: string) =>
    change(
      Object.keys(next).length === 0 ? { type: "manual" } : { type: "manual", input: next },
      `input.${field}`,
    );
  return (
    <FieldFrame
      group
      label="What it is given"
      path="trigger.input"
      help="Steps read it as trigger data. A flow that runs this one as a step gets a form for it."
    >
      <ul aria-label="Inputs" className="flex flex-col gap-3">
        {Object.entries(input).map(([name, declared], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed
          <li key={index}>
            <InputRow
              name={name}
              declared={declared}
              isTaken={(wanted) => wanted !== name && Object.hasOwn(input, wanted)}
              onRename={(wanted) =>
                store(
                  Object.fromEntries(
                    Object.entries(input).map(([key, value]) => [key === name ? wanted : key, value]),
                  ),
                  "name",
                )
              }
              onChange={(next) => store({ ...input, [name]: next }, name)}
              onRemove={() =>
                store(Object.fromEntries(Object.entries(input).filter(([key]) => key !== name)), "remove")
              }
              readOnly={readOnly}
            />
          </li>
        ))}
      </ul>
      {Object.keys(input).length === 0 ? (
        <p className="text-muted">Nothing is declared: anything may be given.</p>
      ) : null}
      {readOnly ? null : (
        <Button
          className="self-start"
          onClick={() =>
            store(
              { ...input, [freeName(input, "field")]: { type: "text", required: true, words: "" } },
              "add",
            )
          }
        >
          <Plus aria-hidden />
          Add input
        </Button>
      )}
    </FieldFrame>
  );
}

type InputRowProps = {
  name: string;
  declared: FlowInput[string];
  isTaken: (name: string) => boolean;
  onRename: (name: string) => void;
  onChange: (declared: FlowInput[string]) => void;
  onRemove: () => void;
  readOnly: boolean;
};

function InputRow({ name, declared, isTaken, onRename, onChange, onRemove, readOnly }: InputRowProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const wanted = (typed ?? name).trim();
  const leave = () => {
    if (wanted !== "" && wanted !== name && !isTaken(wanted)) onRename(wanted);
    setTyped(null);
  };
  return (
    <fieldset aria-label={name} className="flex flex-col gap-1.5 border-line border-l pl-3">
      <div className="flex items-center gap-1.5">
        <Input
          aria-label={`Name of ${name}`}
          aria-invalid={isTaken(wanted) || undefined}
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-xs"
          value={typed ?? name}
          disabled={readOnly}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={leave}
          onKeyDown={(event) => event.key === "Enter" && leave()}
        />
        <Select
          aria-label={`Kind of ${name}`}
          options={[...KINDS]}
          value={declared.type}
          disabled={readOnly}
          onValueChange={(chosen) => {
            const kind = KINDS.find(({ value }) => value === chosen)?.value;
            if (kind) onChange({ ...declared, type: kind });
          }}
          className="w-28 shrink-0"
        />
        {readOnly ? null : (
          <IconButton label={`Remove ${name}`} onClick={onRemove}>
            <Trash2 aria-hidden />
          </IconButton>
        )}
      </div>
      <Input
        aria-label={`What ${name} is`}
        placeholder="What it is, for whoever fills it in"
        maxLength={500}
        value={declared.words}
        disabled={readOnly}
        onChange={({ target }) => onChange({ ...declared, words: target.value })}
      />
      <Checkbox
        label="Needed"
        checked={declared.required}
        disabled={readOnly}
        onCheckedChange={(on) => onChange({ ...declared, required: on === true })}
      />
    </fieldset>
  );
}

const KINDS = [
  { value: "any", label: "anything" },
  { value: "text", label: "text" },
  { value: "number", label: "number" },
  { value: "boolean", label: "yes / no" },
  { value: "list", label: "list" },
  { value: "object", label: "object" },
] as const satisfies readonly { value: FlowInput[string]["type"]; label: string }[];
