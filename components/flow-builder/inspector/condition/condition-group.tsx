"use client";

import { FolderPlus, X } from "lucide-react";
import { type DragEvent, Fragment, useState } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import type { Condition } from "@/server/domain/condition";
import { AddRule } from "./add-rule";
import { useConditionEditing } from "./condition-context";
import { groupOf, joinerOf, membersOf, type Place, startsWith } from "./condition-edit";
import { ConditionRule } from "./condition-rule";
import { DragHandle } from "./drag-handle";

/** Rules of which all, or any, have to hold. */
export function ConditionGroup({ group, place }: { group: Condition; place: Place }) {
  const { readOnly, join, add, remove, mayRemove } = useConditionEditing();
  const members = membersOf(group) ?? [];
  const joiner = joinerOf(group);
  const inner = joiner === "and" ? "or" : "and";
  return (
    <fieldset
      aria-label={joiner === "and" ? "All of these" : "Any of these"}
      className={cn("flex min-w-0 flex-col gap-1.5", place.length > 0 && "rounded-lg border border-line p-2")}
    >
      <div className="flex items-center gap-1">
        {place.length > 0 ? <DragHandle place={place} label="group" /> : null}
        {readOnly ? (
          <span className="text-muted text-xs">{joiner === "and" ? "All of" : "Any of"}</span>
        ) : (
          <SegmentedControl
            label="How they are joined"
            options={JOINERS}
            value={joiner}
            onChange={(next) => join(place, next)}
          />
        )}
        {place.length > 0 && !readOnly && mayRemove(place) ? (
          <IconButton label="Remove the group" className="ml-auto w-6" onClick={() => remove(place)}>
            <X aria-hidden />
          </IconButton>
        ) : null}
      </div>
      {members.map((member, index) => {
        const at = [...place, index];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no other name than their place
          <Fragment key={index}>
            <DropLine to={at} />
            {membersOf(member) ? (
              <ConditionGroup group={member} place={at} />
            ) : (
              <ConditionRule rule={member} place={at} />
            )}
          </Fragment>
        );
      })}
      <DropLine to={[...place, members.length]} />
      {readOnly ? null : (
        <div className="flex flex-wrap gap-1">
          <AddRule label="Add rule" onAdd={(rule) => add(place, rule)} />
          <AddRule
            label="Add group"
            icon={<FolderPlus aria-hidden />}
            onAdd={(rule) => add(place, groupOf(inner, [rule]))}
          />
        </div>
      )}
    </fieldset>
  );
}

/** Between two rules: what is dragged can be put here. */
function DropLine({ to }: { to: Place }) {
  const { dragged, drop } = useConditionEditing();
  const [over, setOver] = useState(false);
  if (!dragged || startsWith(to, dragged)) return null;
  const allow = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for the mouse alone; the handle's arrow keys do the same
    <div
      onDragOver={allow}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        drop(to);
      }}
      className={cn("-my-1 h-2 rounded-full bg-accent-soft transition-colors", over && "bg-accent")}
    />
  );
}

const JOINERS = [
  { value: "and", label: "All of" },
  { value: "or", label: "Any of" },
] as const;
