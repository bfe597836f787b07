import type { FlowTrigger } from "@/server/domain/flow";

export type TriggerOf<Type extends FlowTrigger["type"]> = Extract<FlowTrigger, { type: Type }>;
export type TriggerFormProps<Type extends FlowTrigger["type"]> = {
  trigger: TriggerOf<Type>;
  change: (next: FlowTrigger, field: string) => void;
  readOnly: boolean;
};

/** What a kind of start is before anything is set. */
export function newTrigger(type: FlowTrigger["type"]): FlowTrigger {
  switch (type) {
    case "event":
      return { type, event_types: ["customer.created"] };
    case "webhook":
      return { type };
    case "schedule":
      return { type, cron: "0 9 * * 1-5", timezone: zoneHere() };
    case "manual":
      return { type };
  }
}

const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
