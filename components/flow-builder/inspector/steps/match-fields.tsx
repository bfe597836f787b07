"use client";

import { Plus, X } from "lucide-react";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { eventSample } from "@/server/domain/event-catalogue";
import { canonicalEventType } from "@/server/domain/event-type";
import { TemplateField } from "../code/template-field";
import { FieldPreview } from "../data/field-preview";
import { PathPicker } from "../data/path-picker";
import { payloadNodes } from "../data/run-data";
import { FieldFrame } from "../fields/field-frame";
import { entryText, entryValue, renamedEntry } from "../fields/map-entry";

type Match = Readonly<Record<string, unknown>>;

type MatchFieldsProps = {
  eventType: string;
  match: Match;
  onChange: (match: Record<string, unknown>) => void;
  readOnly: boolean;
};

/** What has to stand in the event for it to be the one that is waited for. */
export function MatchFields({ eventType, match, onChange, readOnly }: MatchFieldsProps) {
  const nodes = useMemo(() => payloadNodes({ ...eventSample(canonicalEventType(eventType)) }), [eventType]);
  return (
    <FieldFrame
      group
      label="Where"
      path="match"
      help="All of these have to be in the event. Without any, every event of this type will do."
    >
      <div className="flex flex-col gap-2">
        {Object.entries(match).map(([path, expected]) => (
          <div key={path} className="flex items-start gap-1">
            <div className="flex min-w-0 flex-1 flex-col gap-1">
              <div className="flex items-center gap-2">
                <PathPicker
                  label="Field of the event"
                  nodes={nodes}
                  value={path}
                  onChange={(next) => {
                    const renamed = renamedEntry(match, path, next);
                    if (renamed) onChange(renamed);
                  }}
                  readOnly={readOnly}
                />
                <span className="shrink-0 text-muted">is</span>
              </div>
              <TemplateField
                label={`${path} is`}
                value={entryText(expected)}
                onChange={(text) => onChange({ ...match, [path]: entryValue(text, expected) })}
                readOnly={readOnly}
              />
              <FieldPreview value={expected} />
            </div>
            {readOnly ? null : (
              <IconButton
                label={`Remove ${path}`}
                onClick={() =>
                  onChange(Object.fromEntries(Object.entries(match).filter(([key]) => key !== path)))
                }
              >
                <X aria-hidden />
              </IconButton>
            )}
          </div>
        ))}
        {readOnly ? null : (
          <PathPicker
            label="Field of the event"
            nodes={nodes}
            value=""
            onChange={(path) => !Object.hasOwn(match, path) && onChange({ ...match, [path]: "" })}
            trigger={
              <Button variant="ghost" className="self-start">
                <Plus aria-hidden />
                Add a field
              </Button>
            }
          />
        )}
      </div>
    </FieldFrame>
  );
}
