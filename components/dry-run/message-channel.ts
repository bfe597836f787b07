import type { MessageChannel } from "@/server/domain/messaging";
import type { Step } from "@/server/domain/step";

/** How a step reaches a person, told by the name of its action; null: it reaches nobody. */
export function messageChannelOf(step: Step): MessageChannel | null {
  if (step.type !== "action") return null;
  return CHANNELS.find(([pattern]) => pattern.test(step.action_id))?.[1] ?? null;
}

const CHANNELS: readonly (readonly [RegExp, MessageChannel])[] = [
  [/(^|[_.-])sms([_.-]|$)/, "sms"],
  [/e-?mail/, "email"],
  [/(^|[_.-])(make_)?call$/, "call"],
];
