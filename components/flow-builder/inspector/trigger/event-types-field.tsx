"use client";

import { X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { canonicalEventType } from "@/server/domain/event-type";
import { OptionPicker } from "../fields/option-picker";
import { useOffers } from "../use-offers";

type EventTypesFieldProps = {
  label: string;
  types: readonly string[];
  onChange: (types: string[]) => void;
  readOnly: boolean;
};

/** Kinds of events out of the catalogue, or any other by its name. At least one stays. */
export function EventTypesField({ label, types, onChange, readOnly }: EventTypesFieldProps) {
  const { eventTypes, loading } = useOffers();
  const known = new Map(eventTypes.map((event) => [event.type, event]));
  return (
    <div className="flex flex-col gap-1.5">
      <ul aria-label={label} className="flex flex-col gap-1">
        {types.map((type) => {
          const event = known.get(canonicalEventType(type));
          return (
            <li
              key={type}
              className="flex min-h-8 items-center gap-2 rounded-md border border-line bg-surface py-0.5 pr-0.5 pl-2.5"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-mono text-xs">{type}</span>
                <span className="block truncate text-muted text-xs">
                  {event
                    ? `When ${event.words}`
                    : loading
                      ? "…"
                      : "Not in the catalogue: any event of this name"}
                </span>
              </span>
              {readOnly || types.length === 1 ? null : (
                <IconButton
                  label={`Remove ${type}`}
                  onClick={() => onChange(types.filter((each) => each !== type))}
                >
                  <X aria-hidden />
                </IconButton>
              )}
            </li>
          );
        })}
      </ul>
      {readOnly || types.length >= 50 ? null : (
        <OptionPicker
          label={types.length === 0 ? "Choose an event" : "Add another event"}
          value=""
          options={eventTypes
            .filter(({ type }) => !types.includes(type))
            .map(({ type, words, category }) => ({ value: type, label: type, hint: words, group: category }))}
          onChange={(type) => type !== "" && !types.includes(type) && onChange([...types, type])}
          placeholder={types.length === 0 ? "Choose an event" : "Add another event"}
          other={(typed) => `Use “${typed}”`}
          readOnly={readOnly}
        />
      )}
    </div>
  );
}
