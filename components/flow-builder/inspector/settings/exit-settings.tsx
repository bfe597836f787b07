"use client";

import { Plus, Trash2 } from "lucide-react";
import { useMemo } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Switch } from "@/components/ui/switch";
import { eventSample } from "@/server/domain/event-catalogue";
import { canonicalEventType } from "@/server/domain/event-type";
import type { FlowSettings } from "@/server/domain/flow-settings";
import { ConditionBuilder } from "../condition/condition-builder";
import { DataProvider } from "../data/data-context";
import { eventData } from "../data/run-data";
import { withItem, without } from "../fields/list-edit";
import { EventTypesField } from "../trigger/event-types-field";
import type { SettingsProps } from "./use-settings";

type Exit = FlowSettings["exit_conditions"][number];

/** What ends a run before its last step: a reply, or an event of its contact. */
export function ExitSettings({ settings, set, readOnly }: SettingsProps) {
  const exits = settings.exit_conditions;
  const store = (next: Exit[]) => set("exit_conditions", next);
  return (
    <>
      <Switch
        label="Stop when the contact replies"
        help="On whichever channel; the run then counts as completed."
        checked={settings.stop_on_reply === true}
        disabled={readOnly}
        onCheckedChange={(on) => set("stop_on_reply", on ? true : undefined)}
      />
      {exits.length > 0 ? (
        <ol aria-label="Exit events" className="flex flex-col gap-3">
          {exits.map((exit, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: exits have no name of their own
            <li key={index} className="flex flex-col gap-2 rounded-lg border border-line p-2.5">
              <div className="flex items-center justify-between gap-2">
                <span className="font-medium">A run ends when its contact has</span>
                {readOnly ? null : (
                  <IconButton label={`Remove exit ${index + 1}`} onClick={() => store(without(exits, index))}>
                    <Trash2 aria-hidden />
                  </IconButton>
                )}
              </div>
              <EventTypesField
                label={`Events of exit ${index + 1}`}
                types={exit.event_types}
                onChange={(event_types) => store(withItem(exits, index, { ...exit, event_types }))}
                readOnly={readOnly}
              />
              <ExitFilter
                exit={exit}
                path={`settings.exit_conditions.${index}.filter`}
                onChange={(next) => store(withItem(exits, index, next))}
                readOnly={readOnly}
              />
            </li>
          ))}
        </ol>
      ) : null}
      {readOnly || exits.length >= 20 ? null : (
        <Button
          className="self-start"
          onClick={() => store([...exits, { event_types: ["order.completed"] }])}
        >
          <Plus aria-hidden />
          Add an exit event
        </Button>
      )}
    </>
  );
}

type ExitFilterProps = { exit: Exit; path: string; onChange: (exit: Exit) => void; readOnly: boolean };

function ExitFilter({ exit, path, onChange, readOnly }: ExitFilterProps) {
  const { timezone } = useWorkspace();
  const type = canonicalEventType(exit.event_types[0] ?? "");
  const view = useMemo(
    () => eventData({ type, payload: { ...eventSample(type) } }, new Date(), timezone),
    [type, timezone],
  );
  return (
    <DataProvider view={view}>
      <ConditionBuilder
        condition={exit.filter ?? null}
        onChange={(filter) => {
          const { filter: _, ...rest } = exit;
          onChange(filter ? { ...rest, filter } : rest);
        }}
        path={path}
        optional
        readOnly={readOnly}
      />
    </DataProvider>
  );
}
