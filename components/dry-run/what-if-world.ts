import type * as z from "zod";
import type { Duration } from "@/server/domain/duration";
import { whatIfSchema } from "@/server/domain/simulate/what-if";
import type { WhatIf, WhatIfChange } from "./what-if";

export type Chosen = Readonly<Record<string, WhatIfChange>>;

export type WhatIfWorld = Pick<z.output<typeof whatIfSchema>, "happenings" | "faults">;

/** Those that are on, as the simulation takes them. One that the flow no longer suggests is left out. */
export function whatIfWorld(known: readonly WhatIf[], chosen: Chosen): WhatIfWorld {
  const happenings: unknown[] = [];
  const faults: unknown[] = [];
  for (const one of known) {
    const change = chosen[one.id];
    if (change === undefined) continue;
    if (one.kind === "fault")
      faults.push({ stepId: one.stepId, times: change.times ?? one.times, error: ERROR });
    else if (one.kind === "opt_out")
      happenings.push({ kind: "opt_out", channel: one.channel, after: plain(change.after ?? one.after) });
    else
      happenings.push({
        ...{ kind: "event", type: one.type, payload: change.payload ?? one.payload },
        after: plain(change.after ?? one.after),
      });
  }
  const { at: _, ...world } = whatIfSchema.parse({ happenings, faults });
  return world;
}

const plain = ({ value, unit }: Duration) => ({ value: Number(value), unit });

const ERROR = {
  code: "unavailable",
  message: "It did not answer (what if, in a dry run)",
  retryable: true,
} as const;
