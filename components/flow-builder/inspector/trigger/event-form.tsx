"use client";

import { JsonTree } from "@/components/ui/json-tree";
import { canonicalEventType } from "@/server/domain/event-type";
import { useBuilder } from "../../use-builder";
import { FieldFrame } from "../fields/field-frame";
import { OptionPicker } from "../fields/option-picker";
import { useOffers } from "../use-offers";
import { EventTypesField } from "./event-types-field";
import type { TriggerFormProps } from "./new-trigger";
import { TriggerFilter } from "./trigger-filter";

/** Which events start the flow, from whom, and which of them. */
export function EventForm({ trigger, change, readOnly }: TriggerFormProps<"event">) {
  const { actions, conditions, eventTypes } = useOffers();
  const chosenSample = useBuilder((state) => state.sample);
  const { plugin_id: plugin, ...anySource } = trigger;
  const slugs = new Set([
    ...actions.flatMap(({ offeredBy }) => (offeredBy.source === "plugin" ? [offeredBy.pluginSlug] : [])),
    ...conditions.map(({ pluginId }) => pluginId).filter((id) => id !== "platform"),
  ]);
  const type = canonicalEventType(trigger.event_types[0] ?? "");
  const sample =
    chosenSample && canonicalEventType(chosenSample.type) === type
      ? chosenSample.payload
      : (eventTypes.find((event) => event.type === type)?.sample ?? null);
  return (
    <>
      <FieldFrame group label="Events" path="trigger.event_types" required>
        <EventTypesField
          label="Events that start the flow"
          types={trigger.event_types}
          onChange={(event_types) => change({ ...trigger, event_types }, "event_types")}
          readOnly={readOnly}
        />
      </FieldFrame>
      <TriggerFilter
        filter={trigger.filter}
        onChange={(filter) => {
          const { filter: _, ...rest } = trigger;
          change(filter ? { ...rest, filter } : rest, "filter");
        }}
        readOnly={readOnly}
      />
      {slugs.size > 0 || (plugin && plugin !== "platform") ? (
        <FieldFrame
          label="From"
          path="trigger.plugin_id"
          help="Then only events that the plugin itself sent start the flow."
        >
          <OptionPicker
            label="From"
            value={plugin && plugin !== "platform" ? plugin : ""}
            options={[...slugs].map((slug) => ({ value: slug, label: slug }))}
            onChange={(slug) =>
              change(slug === "" ? anySource : { ...trigger, plugin_id: slug }, "plugin_id")
            }
            placeholder="Anyone"
            other={(typed) => `Use “${typed}”`}
            readOnly={readOnly}
          />
        </FieldFrame>
      ) : null}
      {sample ? (
        <section>
          <h3 className="mb-1 font-medium">What it brings</h3>
          <JsonTree value={sample} label="Sample event" pathPrefix="trigger" />
        </section>
      ) : null}
    </>
  );
}
