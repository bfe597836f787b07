import { askGate } from "../ask-gate";
import { emailAddress } from "../contact-key";
import { durationMs } from "../duration";
import type { GateDecision } from "../gate";
import { stepKey } from "../known-run";
import { countsForCaps, type Messaging } from "../messaging";
import { phoneNumber } from "../phone-number";
import type { StepRef } from "../run";
import type { Scene, SimulatedRun } from "./scene";
import type { SentMessage, SimulatedContact } from "./simulation";

export type Asked = { decision: GateDecision; address: string | null; recipient: SimulatedContact | null };

/** The gate's decision, from what the dry run knows of the person and of the messages that it sent itself. */
export function askSimulatedGate(scene: Scene, run: SimulatedRun, ref: StepRef, messaging: Messaging): Asked {
  const { world, at } = scene;
  const { settings } = run.definition;
  const { address, recipient } = addressee(scene, run, messaging);
  const key = placeOf(run, ref);
  // What another run of the contact sends later does not count yet.
  const others = scene.sent.filter(
    (one) => one.key !== key && one.at <= at && (recipient ? one.to === recipient : one.address === address),
  );
  const cap = world.rules.frequency_caps[messaging.channel];
  const ofChannel = others.filter(({ counts, channel }) => counts && channel === messaging.channel);
  const rate = world.rules.rate_cap;
  const since = at.getTime() - ((rate && durationMs(rate.per)) ?? 0);
  const recent = scene.sent.filter((one) => one.key !== key && one.at <= at && one.at.getTime() > since);
  const decision = askGate(
    {
      ...{ messaging, address, settings, rules: world.rules, workspaceZone: world.timezone },
      recipient: recipient && {
        archived: Boolean(recipient.fields.archived_at),
        consents: recipient.consents,
        phone: textOf(recipient.fields.phone),
        timezone: recipient.timezone,
      },
      suppressed: suppressed(scene, address),
      over: null,
      exit: null,
      full: {
        channel: countsForCaps(messaging) && cap ? filledAt(ofChannel, cap.messages) : null,
        flow:
          settings.frequency_cap && !messaging.uncapped
            ? filledAt(
                others.filter(({ byFlow }) => byFlow),
                settings.frequency_cap.messages,
              )
            : null,
      },
      rate: { full: rate ? filledAt(recent, rate.messages) : null, ahead: 0 },
      firstHeldAt: run.heldSince.get(stepKey(ref)) ?? null,
    },
    at,
  );
  if (decision.verdict === "hold" && !run.heldSince.has(stepKey(ref))) run.heldSince.set(stepKey(ref), at);
  return { decision, address, recipient };
}

/** It left: from now on it counts. */
export function countSent(
  scene: Scene,
  run: SimulatedRun,
  ref: StepRef,
  messaging: Messaging,
  { address, recipient }: Asked,
): void {
  const key = placeOf(run, ref);
  scene.sent = scene.sent.filter((one) => one.key !== key);
  scene.sent.push({
    ...{ key, at: scene.at, channel: messaging.channel, counts: countsForCaps(messaging) },
    ...{ byFlow: run.parent === null, to: recipient, address: address ?? "" },
  });
}

const placeOf = (run: SimulatedRun, ref: StepRef): string => `${run.prefix}${stepKey(ref)}`;

function addressee(
  { others }: Scene,
  run: SimulatedRun,
  { channel, to }: Messaging,
): { address: string | null; recipient: SimulatedContact | null } {
  const read = channel === "email" ? emailAddress : phoneNumber;
  const own = textOf(run.person?.fields[channel === "email" ? "email" : "phone"]);
  if (to === null) return { address: own, recipient: run.person };
  const address = read(to);
  if (address !== null && own !== null && read(own) === address) return { address, recipient: run.person };
  return { address, recipient: (address && others.get(address)) || null };
}

function suppressed({ world }: Scene, address: string | null): { reason: string } | null {
  const reason = address === null ? undefined : world.suppressed?.get(address);
  return reason === undefined ? null : { reason };
}

/** When the message left that fills a cap of so many: the oldest of the last `most`. */
function filledAt(messages: readonly SentMessage[], most: number): Date | null {
  const times = messages.map(({ at }) => at.getTime()).sort((one, other) => other - one);
  const time = times[most - 1];
  return time === undefined ? null : new Date(time);
}

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
