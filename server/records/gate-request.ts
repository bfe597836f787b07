import type { FlowSettings } from "../domain/flow-settings";
import type { Messaging } from "../domain/messaging";
import type { WorkspaceId } from "../domain/workspace";

/** What is about to be sent, by which step of which run. */
export type GateRequest = {
  workspaceId: WorkspaceId;
  runId: string;
  stepId: string;
  path: string;
  flowId: string | null;
  /** Whom the run is about. */
  contactId: string | null;
  mode: "live" | "test";
  /** A test that nobody outside notices goes on although it would be held; that is written down. */
  waits: boolean;
  /** The workspace's. */
  timezone: string;
  messaging: Messaging;
  settings: Pick<
    FlowSettings,
    "quiet_hours" | "business_hours" | "frequency_cap" | "exit_conditions" | "stop_on_reply"
  >;
};
