"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { EditableFact } from "./editable-fact";
import { FactGroup } from "./fact-group";
import { fieldText } from "./field-text";
import { fieldValue } from "./field-value";

type CustomFieldsProps = {
  fields: Record<string, unknown>;
  /** Null for those who may only look. Null removes a field. Answers why it was refused, or null. */
  onSave: ((fields: Record<string, JsonValue>) => Promise<string | null>) | null;
};

type JsonValue = ReturnType<typeof fieldValue>;

/** What the workspace keeps about its contacts beyond the usual. */
export function CustomFields({ fields, onSave }: CustomFieldsProps) {
  const [name, setName] = useState<string | null>(null);
  const [value, setValue] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const names = Object.keys(fields).sort((one, other) => one.localeCompare(other));
  if (names.length === 0 && !onSave) return null;
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (!name?.trim() || !onSave) return;
    const refused = await onSave({ [name.trim()]: fieldValue(value, null) });
    setProblem(refused);
    if (refused !== null) return;
    setName(null);
    setValue("");
  };
  return (
    <FactGroup
      title="Custom fields"
      after={
        !onSave ? null : name === null ? (
          <Button variant="ghost" className="-ml-2.5" onClick={() => setName("")}>
            <Plus aria-hidden />
            Add field
          </Button>
        ) : (
          <form onSubmit={add} className="mt-1 flex flex-col gap-1.5">
            <div className="grid grid-cols-2 gap-1.5">
              <Input
                size="sm"
                autoFocus
                aria-label="Name of the field"
                placeholder="Name"
                maxLength={100}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
              <Input
                size="sm"
                aria-label="Value of the field"
                placeholder="Value"
                value={value}
                onChange={(event) => setValue(event.target.value)}
              />
            </div>
            {problem ? (
              <p role="alert" className="text-failed text-xs">
                {problem}
              </p>
            ) : null}
            <div className="flex gap-1.5">
              <Button type="submit" variant="primary" disabled={!name.trim() || !value.trim()}>
                Save field
              </Button>
              <Button onClick={() => setName(null)}>Cancel</Button>
            </div>
          </form>
        )
      }
    >
      {names.map((each) => (
        <EditableFact
          key={each}
          label={each}
          value={fieldText(fields[each])}
          onSave={
            onSave && !isNested(fields[each])
              ? (text) => onSave({ [each]: fieldValue(text, fields[each]) })
              : null
          }
        />
      ))}
    </FactGroup>
  );
}

/** Lists and objects come from other systems: they are shown, not typed. */
const isNested = (value: unknown): boolean => typeof value === "object" && value !== null;
