import type { GivenConsent } from "../gate";
import type { MessageChannel, MessagePurpose } from "../messaging";

export type SimulatedContact = {
  /** As {{contact.*}} shows them. */
  fields: Record<string, unknown>;
  timezone: string | null;
  consents: Partial<Record<MessageChannel, GivenConsent>>;
};

/** As the person would get it. */
export type SimulatedMessage = {
  channel: MessageChannel;
  to: string;
  subject?: string;
  body: string;
  purpose: MessagePurpose;
};
