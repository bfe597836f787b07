"use client";

import { Braces, Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { TemplateField } from "../code/template-field";
import { isObject, toJson } from "../json-value";
import { JsonWidget } from "./json-widget";
import { entryText, entryValue, freeName, renamedEntry } from "./map-entry";
import type { WidgetProps } from "./widget-props";

/** Names with values: headers, variables, custom fields. Or the same as JSON. */
export function MapWidget(props: WidgetProps) {
  const { field, value, onChange, readOnly } = props;
  const [raw, setRaw] = useState(false);
  const map = isObject(value) ? value : {};
  const store = (next: Record<string, unknown>) =>
    onChange(Object.keys(next).length === 0 ? undefined : next);
  return (
    <div className="flex flex-col gap-2">
      {raw ? (
        <JsonWidget {...props} />
      ) : (
        Object.entries(map).map(([name, entry], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed
          <div key={index} className="flex items-start gap-1">
            <EntryName
              map={map}
              name={name}
              title={field.title}
              readOnly={readOnly}
              onRename={(renamed) => onChange(renamed)}
            />
            <TemplateField
              label={`${field.title}: ${name}`}
              value={entryText(entry)}
              onChange={(text) => store({ ...map, [name]: entryValue(text, entry) })}
              readOnly={readOnly}
              className="min-w-0 flex-1"
            />
            {readOnly ? null : (
              <IconButton
                label={`Remove ${name}`}
                className="mt-0.5 w-6"
                onClick={() => store(Object.fromEntries(Object.entries(map).filter(([key]) => key !== name)))}
              >
                <X aria-hidden />
              </IconButton>
            )}
          </div>
        ))
      )}
      {readOnly ? null : (
        <div className="flex gap-1">
          {raw ? null : (
            <Button onClick={() => onChange({ ...toObject(map), [freeName(map, "name")]: "" })}>
              <Plus aria-hidden />
              Add
            </Button>
          )}
          <Button variant="ghost" aria-pressed={raw} onClick={() => setRaw(!raw)}>
            <Braces aria-hidden />
            {raw ? "As fields" : "As JSON"}
          </Button>
        </div>
      )}
    </div>
  );
}

type EntryNameProps = {
  map: Record<string, unknown>;
  name: string;
  title: string;
  readOnly: boolean;
  onRename: (map: Record<string, unknown>) => void;
};

/** The name is stored when one leaves the field: half a name may be another one's. */
function EntryName({ map, name, title, readOnly, onRename }: EntryNameProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const wanted = (typed ?? name).trim();
  const taken = wanted !== name && Object.hasOwn(map, wanted);
  const leave = () => {
    const renamed = wanted === "" || taken ? null : renamedEntry(map, name, wanted);
    if (renamed && wanted !== name) onRename(renamed);
    setTyped(null);
  };
  return (
    <Input
      aria-label={`${title}: name of ${name}`}
      aria-invalid={taken || undefined}
      title={taken ? `There is a “${wanted}” already` : undefined}
      autoComplete="off"
      spellCheck={false}
      className="w-32 shrink-0 font-mono text-xs"
      value={typed ?? name}
      disabled={readOnly}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === "Enter" && leave()}
    />
  );
}

const toObject = (map: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, toJson(value)]));
