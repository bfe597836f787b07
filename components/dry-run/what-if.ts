import type { Duration } from "@/server/domain/duration";
import type { MessageChannel } from "@/server/domain/messaging";

/** Something that may go otherwise than planned, as the flow itself suggests it. */
export type WhatIf = {
  /** The same for the same flow, however it is edited elsewhere. */
  id: string;
  label: string;
  /** What of the flow it is about: a step's title, “ends the flow”. */
  because: string;
} & (
  | { kind: "event"; type: string; payload: Record<string, unknown>; after: Duration }
  | { kind: "opt_out"; channel: MessageChannel; after: Duration }
  | { kind: "fault"; stepId: string; times: FaultTimes }
);

export type FaultTimes = number | "always";

/** What a person changed of one that is on. */
export type WhatIfChange = {
  after?: Duration;
  payload?: Record<string, unknown>;
  times?: FaultTimes;
};
