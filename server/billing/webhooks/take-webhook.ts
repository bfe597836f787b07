import { logger } from "../../logger";
import { handleEvent } from "./handle-event";
import { readWebhook, type WebhookKind } from "./read-webhook";
import { storeEvent } from "./store-event";

export type Taken = {
  id: string;
  ignored: string | null;
  /** To be called once the answer is on its way. Whoever dies before loses nothing: it is written down. */
  handle: () => Promise<void>;
};

/** Proves that an event is Stripe's and writes it down: then it can be answered. */
export async function takeWebhook(raw: Buffer, signature: string | null, kind: WebhookKind): Promise<Taken> {
  const event = readWebhook(raw, signature, kind);
  const { isOpen, ignored } = await storeEvent(event);
  const handle = async () => {
    if (!isOpen) return;
    await handleEvent(event.id).catch((error: Error) =>
      logger.warn({ event: event.id, error: error.message }, "an event of Stripe is handled later"),
    );
  };
  return { id: event.id, ignored, handle };
}
