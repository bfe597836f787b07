import { embeddedExecutor } from "./embedded-executor";
import type { SentEvent } from "./incoming-event";

/** Hands events to the embedded executor, whichever process works on them. Returns once they are stored. */
export async function enqueueEvents(events: SentEvent[]): Promise<string[]> {
  return embeddedExecutor().send(events);
}
