import type { RunOrigin } from "../domain/run";
import type { WorkspaceId } from "../domain/workspace";

/** Something that happened, as accept-event takes it. */
export type EventInput = {
  workspaceId: WorkspaceId;
  /** As it came; aliases are resolved here. */
  type: string;
  /** Flows are found by this instead of by the type: the own address of a flow (flow-triggers.ts). */
  matchType?: string;
  payload: Record<string, unknown>;
  /** api, webhook, manual, schedule, platform, flow, or the slug of an authenticated plugin. */
  source: string;
  /** The sender's id of this event: a second one with the same id is a duplicate for 30 days. */
  externalId?: string;
  /** The sender's Idempotency-Key: likewise, for 24 hours. */
  idempotencyKey?: string;
  occurredAt?: Date;
  /** Starts this flow, whatever its trigger, and no other. */
  onlyFlowId?: string;
  /** Of a test: the draft runs although a version is published. */
  draft?: boolean;
  mode?: "live" | "test";
  origin?: RunOrigin;
  replayOf?: string;
  causedBy?: { runId: string; depth: number };
  /** The sub_flow step of the causing run that waits for the run which this event starts. */
  waitedForBy?: { stepId: string; path: string };
  /** Whose event it is when the payload does not say. */
  contact?: { id: string; subject: string | null } | null;
};
