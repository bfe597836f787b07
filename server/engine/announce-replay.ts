/**
 * The way from “asked for” to “somebody works on it” for a replay, as announce.ts is for runs: the inngest folder
 * installs it. What gets lost here is announced again within a minute or two (inngest/functions/tend-dry-runs.ts).
 */
import { logger } from "../logger";

export type ReplayRequest = { replayId: string; generation: number; workspaceId: string };
type ReplayAnnouncer = (request: ReplayRequest) => Promise<unknown>;

declare global {
  var batonReplayAnnouncer: ReplayAnnouncer | undefined;
}

export function setReplayAnnouncer(announcer: ReplayAnnouncer): void {
  globalThis.batonReplayAnnouncer = announcer;
}

/** After the commit. */
export async function announceReplay(request: ReplayRequest): Promise<void> {
  try {
    await globalThis.batonReplayAnnouncer?.(request);
  } catch (error) {
    logger.warn({ error: String(error) }, "a replay could not be announced; it is announced again");
  }
}
