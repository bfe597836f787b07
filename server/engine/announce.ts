/**
 * The way from "committed" to "somebody works on it". The engine knows no transport: the inngest folder installs one.
 * What gets lost here (a crash between commit and announcement) is sent again by the watchdog.
 */
import { logger } from "../logger";

export type Announcement = {
  kind: "requested" | "poked";
  runId: string;
  generation: number;
  workspaceId: string;
};

type Announcer = (batch: Announcement[]) => Promise<void>;
/** Since when the oldest piece of due work waits for a free hand; null when nothing waits. */
type BacklogProbe = () => Promise<Date | null>;
type State = {
  announcer: Announcer | null;
  probe: BacklogProbe | null;
  pending: Announcement[];
  timer: NodeJS.Immediate | null;
  sending: boolean;
};

declare global {
  var batonAnnounce: State | undefined;
}

const state = (): State => {
  globalThis.batonAnnounce ??= { announcer: null, probe: null, pending: [], timer: null, sending: false };
  return globalThis.batonAnnounce;
};

export function setAnnouncer(announcer: Announcer): void {
  state().announcer = announcer;
}

/** Lets the watchdog tell a run that was lost from one that waits for its turn. Without one nothing is taken to wait. */
export function setBacklogProbe(probe: BacklogProbe): void {
  state().probe = probe;
}

export const backlogSince = async (): Promise<Date | null> => (await state().probe?.()) ?? null;

/** After the commit. Never waits: what comes while a batch is being sent makes up the next batch. */
export function announce(announcements: Announcement[]): void {
  if (announcements.length === 0) return;
  const current = state();
  current.pending.push(...announcements);
  current.timer ??= setImmediate(() => void send());
}

async function send(): Promise<void> {
  const current = state();
  if (current.sending || !current.announcer) {
    current.timer = null;
    return;
  }
  current.sending = true;
  try {
    while (current.pending.length > 0) {
      const batch = current.pending.splice(0, 500);
      await current.announcer(batch);
    }
  } catch (error) {
    logger.warn({ error: String(error) }, "runs could not be announced; the watchdog will");
  } finally {
    current.sending = false;
    current.timer = null;
    if (current.pending.length > 0) current.timer = setImmediate(() => void send());
  }
}
