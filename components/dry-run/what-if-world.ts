import type { Fault, Happening } from "@/server/domain/simulate/simulation";
import type { WhatIf, WhatIfChange } from "./what-if";

export type Chosen = Readonly<Record<string, WhatIfChange>>;

/** Those that are on, as the simulation takes them. One that the flow no longer suggests is left out. */
export function whatIfWorld(known: readonly WhatIf[], chosen: Chosen): { happenings: Happening[]; faults: Fault[] } {
  const happenings: Happening[] = [];
  const faults: Fault[] = [];
  for (const one of known) {
    const change = chosen[one.id];
    if (change === undefined) continue;
    if (one.kind === "fault")
      faults.push({ stepId: one.stepId, times: change.times ?? one.times, error: ERROR });
    else if (one.kind === "opt_out")
      happenings.push({ kind: "opt_out", channel: one.channel, after: change.after ?? one.after });
    else
      happenings.push({
        ...{ kind: "event", type: one.type, payload: change.payload ?? one.payload },
        after: change.after ?? one.after,
      });
  }
  return { happenings, faults };
}

const ERROR = {
  code: "unavailable",
  message: "It did not answer (what if, in a dry run)",
  retryable: true,
} as const;
