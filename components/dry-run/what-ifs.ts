import { durationMs } from "@/server/domain/duration";
import { canonicalEventType } from "@/server/domain/event-type";
import type { FlowDefinition } from "@/server/domain/flow";
import { flowExits } from "@/server/domain/flow-exits";
import type { Step } from "@/server/domain/step";
import { stepTitle } from "@/server/domain/step-title";
import { happeningPayload } from "./happening-payload";
import { happeningWords, optOutWords } from "./happening-words";
import { messageChannelOf } from "./message-channel";
import { reachedAfter } from "./reached-after";
import { stepFaults } from "./step-faults";
import type { WhatIf } from "./what-if";
import { wholeDuration } from "./whole-duration";

const DAY_MS = 86_400_000;

/**
 * What may go otherwise: the events that its waits listen for and its exits end on, an opt-out between its messages, and
 * steps that fail. `trigger` is the payload of the event that starts it.
 */
export function whatIfs(definition: FlowDefinition, trigger: Record<string, unknown>): WhatIf[] {
  const steps = [...definition.steps, ...definition.error_handlers];
  const reached = reachedAfter(definition);
  const length = Math.max(0, ...reached.values());
  const found = new Map<string, WhatIf>();
  const add = (one: WhatIf) => found.has(one.id) || found.set(one.id, one);
  for (const step of steps) for (const one of ofWait(step, reached, trigger)) add(one);
  // A flow that is over at once is over before anything could happen.
  if (length > 0) {
    for (const exit of flowExits(definition.settings))
      for (const raw of exit.event_types) {
        const type = canonicalEventType(raw);
        const payload = happeningPayload(type, {}, trigger);
        const after = wholeDuration(Math.min(length / 2, 3 * DAY_MS), 0, length);
        add({ ...named(type), because: "Ends the run", kind: "event", type, payload, after });
      }
    for (const one of optOuts(steps, reached)) add(one);
  }
  return [...found.values(), ...stepFaults(definition)];
}

const named = (type: string) => ({ id: `event:${type}`, label: happeningWords(type) });

/** While it waits: half of its time in, after two days at the most. */
function ofWait(
  step: Step,
  reached: ReadonlyMap<string, number>,
  trigger: Record<string, unknown>,
): WhatIf[] {
  const from = reached.get(step.id);
  if (step.type !== "wait_for_event" || from === undefined) return [];
  const limit = (step.timeout && durationMs(step.timeout)) || Number.POSITIVE_INFINITY;
  const after = wholeDuration(from + Math.min(limit / 2, 2 * DAY_MS), from, from + limit);
  return [...new Set(step.event_types.map(canonicalEventType))].map((type) => ({
    ...named(type),
    because: `“${stepTitle(step)}” waits for it`,
    kind: "event",
    type,
    payload: happeningPayload(type, step.match, trigger),
    after,
  }));
}

/** Of each channel, before its last message. */
function optOuts(steps: readonly Step[], reached: ReadonlyMap<string, number>): WhatIf[] {
  const last = new Map<NonNullable<ReturnType<typeof messageChannelOf>>, number>();
  for (const step of steps) {
    const channel = messageChannelOf(step);
    const at = reached.get(step.id);
    if (channel && at !== undefined) last.set(channel, Math.max(at, last.get(channel) ?? 0));
  }
  return [...last].flatMap(([channel, at]): WhatIf[] =>
    at === 0
      ? []
      : [
          {
            ...{ id: `opt_out:${channel}`, label: optOutWords(channel), because: "Before the last message" },
            ...{ kind: "opt_out", channel, after: wholeDuration(Math.min(at / 2, 2 * DAY_MS), 0, at) },
          },
        ],
  );
}
