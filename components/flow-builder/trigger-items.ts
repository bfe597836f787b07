import type { FlowTrigger } from "@/server/domain/flow";
import { sentenceCase } from "@/server/domain/step-title";
import type { Catalogue, ChooserItem } from "./chooser-items";
import { triggerIcon } from "./step-icon";

/** Everything that can start a flow here. */
export function triggerItems({ eventTypes }: Pick<Catalogue, "eventTypes">, timezone: string): ChooserItem[] {
  return [
    trigger({ type: "webhook" }, "Webhook", "When its own address is called", ["http", "url", "api"]),
    trigger(
      { type: "schedule", cron: "0 9 * * 1-5", timezone },
      "Schedule",
      "At certain times, by the clock",
      ["cron", "daily", "weekly"],
    ),
    trigger({ type: "manual" }, "Manual start", "When someone starts it, or another flow does", ["button"]),
    ...eventTypes
      .filter(({ origin }) => origin !== "flow")
      .map(({ type, title, description, category }) => {
        const event: FlowTrigger = { type: "event", event_types: [type] };
        return {
          ...trigger(event, title, description, [type, category]),
          key: `event:${type}`,
          group: `When something happens: ${sentenceCase(category).toLowerCase()}`,
        };
      }),
  ];
}

const trigger = (made: FlowTrigger, title: string, description: string, keywords: string[]): ChooserItem => ({
  ...{ key: `trigger:${made.type}`, title, description, keywords },
  group: "Starts by itself, or by hand",
  icon: triggerIcon(made),
  family: "trigger",
  make: { trigger: made },
});
