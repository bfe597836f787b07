import type { FlowSettings } from "./flow-settings";

/** What ends a run of the flow when it happens to the contact: its exit conditions, and a reply where it stops on one. */
export const flowExits = ({
  exit_conditions,
  stop_on_reply,
}: Pick<FlowSettings, "exit_conditions" | "stop_on_reply">): FlowSettings["exit_conditions"] =>
  stop_on_reply ? [{ event_types: ["message.received"] }, ...exit_conditions] : exit_conditions;
