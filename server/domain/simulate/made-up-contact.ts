import type { GivenConsent } from "../gate";
import { type MessageChannel, messageChannelSchema } from "../messaging";
import type { SimulatedContact } from "./simulation";
import type { MadeUpContact } from "./what-if";

/** The contact with what somebody says otherwise of it. `at`: its consents were given before. */
export function madeUpContact(
  known: SimulatedContact | null,
  { fields, timezone, consents }: MadeUpContact,
  at: Date,
): SimulatedContact {
  const given: Partial<Record<MessageChannel, GivenConsent>> = { ...known?.consents };
  for (const channel of messageChannelSchema.options) {
    const state = consents[channel];
    if (state === "unknown") delete given[channel];
    else if (state) given[channel] = { state, at: new Date(at.getTime() - DAY_MS), own: true };
  }
  const consent = Object.fromEntries(
    messageChannelSchema.options.map((channel) => [channel, given[channel]?.state ?? "unknown"]),
  );
  const zone = timezone ?? known?.timezone ?? null;
  return {
    fields: { ...known?.fields, ...fields, consent, timezone: zone },
    timezone: zone,
    consents: given,
  };
}

const DAY_MS = 86_400_000;
