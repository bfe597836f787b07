import type { Simulation, TraceEntry } from "@/server/domain/simulate/simulation";
import type { Step } from "@/server/domain/step";

type Named = { stepId: string; title: string };

/** One line of a dry run's timeline. */
export type TraceLine = { key: string; at: Date } & (
  | { kind: "start"; eventType: string }
  | {
      kind: "step";
      entry: TraceEntry;
      /** Of the flow that is tried; a step of a flow within it belongs to the step that runs that. */
      stepId: string;
      title: string;
      /** null: it stands in another flow. */
      step: Step | null;
      detail: string | null;
      tone: LineTone;
      /** “item 4” inside of a loop. */
      item: string | null;
    }
  | { kind: "skipped"; steps: readonly Named[] }
  | { kind: "happened"; what: "event" | "opt_out"; words: string }
  | { kind: "clock"; words: string }
  | { kind: "end"; outcome: Simulation["end"]["outcome"]; words: string }
);

export type LineTone = "plain" | "held" | "waiting" | "failed";
