/** Actions as a dry run has them: checked, gated and priced as in a real run, and answered without reaching anything. */
import { chargeOf } from "@/server/domain/charge-of";
import { isObject } from "@/server/domain/is-object";
import type { SimulatedAction, SimulatedAnswer } from "@/server/domain/simulate/simulated-action";
import type { SimulatedMessage } from "@/server/domain/simulate/simulation";
import type { AnyAction } from "./action";
import { type KnownTemplate, knownTemplate } from "./messaging/known-template";
import { parseFor } from "./parse-for";
import type { SimulationFacts } from "./simulation-facts";

/** What messages in a dry run say of the workspace. */
export type SimulatedWorkspace = { name: string; templates: readonly KnownTemplate[] };

export function toSimulated(action: AnyAction, workspace: SimulatedWorkspace): SimulatedAction {
  const { meter, waits } = action;
  return {
    key: action.key,
    title: action.title,
    fields: action.fields,
    aliases: action.aliases,
    parse(input) {
      const { action: chosen, parsed } = parseFor(action, input);
      return { action: chosen === action ? this : toSimulated(chosen, workspace), ...parsed };
    },
    // In the sandbox: what it is connected to says nothing of what it does.
    effect: (input) => action.effect(input, null),
    messaging: action.messaging,
    charges(output) {
      const charge = meter && chargeOf(meter.kind, meter.units(output));
      if (!charge) return [];
      const lines = meter.keys?.(output).length ?? 1;
      return Array.from({ length: lines }, () => ({ kind: meter.kind, milliTokens: charge.milliTokens }));
    },
    waits: waits
      ? {
          eventType: waits.eventType,
          match: waits.match,
          longestMs: waits.longestMs,
          usual: waits.simulate,
          settle: waits.simulate.settle,
        }
      : null,
    answer(input, facts) {
      const known: SimulationFacts = {
        ...facts,
        workspace: workspace.name,
        template: (channel, name) => knownTemplate(workspace.templates, channel, name),
      };
      return action.simulate?.(input, known) ?? sampleAnswer(action, input);
    },
  };
}

/** The sample output, with the input's own values where it has such; and the message, as far as the input tells it. */
function sampleAnswer({ sampleOutput, messaging }: AnyAction, input: unknown): SimulatedAnswer {
  const output = echo(sampleOutput, input);
  const about = messaging?.(input);
  if (!about || !isObject(input)) return { output };
  const { channel, to, purpose } = about;
  const subject = textOf(input, "subject");
  const message: SimulatedMessage = {
    ...{ channel, to: to ?? "", purpose },
    ...(channel === "email" && subject && { subject }),
    body: textOf(input, "message", "body", "text", "script"),
  };
  return { output, message };
}

function echo(sample: unknown, input: unknown): unknown {
  if (!isObject(sample) || !isObject(input)) return sample;
  return Object.fromEntries(
    Object.entries(sample).map(([name, value]) => {
      const given = input[name];
      return [name, given !== null && typeof given === typeof value ? given : value];
    }),
  );
}

const textOf = (input: Record<string, unknown>, ...names: string[]): string =>
  names.map((name) => input[name]).find((value): value is string => typeof value === "string") ?? "";
