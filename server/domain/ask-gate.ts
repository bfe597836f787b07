import { openHours } from "./business-hours";
import type { FlowSettings } from "./flow-settings";
import { decideGate, type GateDecision, type GateFacts } from "./gate";
import { quietWindows } from "./quiet-windows";

export type GateQuestion = Omit<GateFacts, "contact" | "zone" | "quiet" | "open" | "flowCap"> & {
  /** Whose address it is; null: nobody's here. */
  recipient: (NonNullable<GateFacts["contact"]> & { phone: string | null; timezone: string | null }) | null;
  settings: Pick<FlowSettings, "quiet_hours" | "business_hours" | "frequency_cap">;
  workspaceZone: string;
};

/** The gate's decision, with the hours that hold for the person worked out. */
export function askGate(
  { recipient, settings, workspaceZone, ...facts }: GateQuestion,
  at: Date,
): GateDecision {
  const { messaging, address, rules } = facts;
  const { zone, windows } = quietWindows({
    channel: messaging.channel,
    rules,
    flow: settings.quiet_hours ?? null,
    timezone: recipient?.timezone ?? null,
    phone: messaging.channel === "email" ? (recipient?.phone ?? null) : address,
    workspaceZone,
  });
  return decideGate(
    {
      ...facts,
      contact: recipient,
      zone,
      quiet: windows,
      open: openHours(settings.business_hours, { contact: zone, workspace: workspaceZone }),
      flowCap: settings.frequency_cap ?? null,
    },
    at,
  );
}
