import pg from "pg";
import { env } from "../env";
import { logger } from "../logger";
import { pool } from "./pool";

/**
 * A run (or something else of a workspace) changed. Carries ids only: listeners read the rows themselves. A change of a
 * flow's draft or of who edits it (`flowId`) is told only to those who ask for that flow; `eventId`: one came to its own
 * address.
 */
export type Change = { workspaceId: string; runId?: string; flowId?: string; eventId?: string };

const CHANNEL = "baton_changes";
const FLUSH_MS = 25;
const AGAIN_MS = 500;
/** A NOTIFY payload may not exceed 8,000 bytes. */
const MAX_PER_NOTIFY = 65;

type Listener = { filter: Partial<Change>; notify: (change: Change) => void };
type Bus = {
  pending: Map<string, Change>;
  timer: NodeJS.Timeout | null;
  listeners: Set<Listener>;
  connection: Promise<pg.Client> | null;
};

declare global {
  var batonBus: Bus | undefined;
}

const bus = (): Bus => {
  globalThis.batonBus ??= { pending: new Map(), timer: null, listeners: new Set(), connection: null };
  return globalThis.batonBus;
};

/**
 * Tell every process, after the commit. Batched: a NOTIFY inside the step's transaction costs 2-18 × throughput, and
 * one connection's worth of them every 25 ms is all that people watching can see.
 */
export function publishChange(change: Change): void {
  const { pending } = bus();
  pending.set(lineOf(change), change);
  bus().timer ??= setTimeout(() => void flush(), FLUSH_MS);
}

async function flush(): Promise<void> {
  const state = bus();
  state.timer = null;
  const changes = [...state.pending.values()];
  state.pending.clear();
  for (let start = 0; start < changes.length; start += MAX_PER_NOTIFY) {
    const lines = changes.slice(start, start + MAX_PER_NOTIFY).map(lineOf);
    // Lost when the database is away; readers catch up by run_seq at the next change, or when they reconnect.
    await pool()
      .query({ name: "bus-notify", text: "select pg_notify($1, $2)", values: [CHANNEL, lines.join(",")] })
      .catch((error: Error) => logger.warn({ error: error.message }, "a change could not be announced"));
  }
}

/** Calls `notify` for changes that fit the filter. Returns the function that stops it. */
export function subscribeChanges(filter: Partial<Change>, notify: (change: Change) => void): () => void {
  const listener = { filter, notify };
  bus().listeners.add(listener);
  listen();
  return () => {
    bus().listeners.delete(listener);
  };
}

/** One LISTEN connection per process, made at the first subscription and renewed when it breaks, however often that is noticed. */
function listen(): void {
  const state = bus();
  if (state.connection) return;
  const gone = () => {
    if (state.connection !== connection) return;
    state.connection = null;
    if (state.listeners.size > 0) setTimeout(listen, AGAIN_MS);
  };
  const connection = connect(gone);
  state.connection = connection;
  connection.catch((error: Error) => {
    logger.warn({ error: error.message }, "listening for changes failed, trying again");
    gone();
  });
}

async function connect(gone: () => void): Promise<pg.Client> {
  const state = bus();
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    application_name: `baton-${env().BATON_ROLE}-listen`,
  });
  client.on("notification", (message) => deliver(message.payload ?? ""));
  client.on("error", () => {});
  client.on("end", gone);
  await client.connect();
  await client.query(`listen ${CHANNEL}`);
  // What happened while nobody listened is found by looking again.
  for (const listener of state.listeners) {
    if (listener.filter.workspaceId)
      listener.notify({ ...listener.filter, workspaceId: listener.filter.workspaceId });
  }
  return client;
}

function deliver(payload: string): void {
  for (const line of payload.split(",")) {
    const change = changeOf(line);
    for (const { filter, notify } of bus().listeners) {
      if (filter.workspaceId && filter.workspaceId !== change.workspaceId) continue;
      if (filter.runId && filter.runId !== change.runId) continue;
      if (filter.flowId !== change.flowId) continue;
      notify(change);
    }
  }
}

/** workspace, then the run; or workspace, "f", flow, and the event. All but the "f" are 36 characters long. */
const lineOf = ({ workspaceId, runId = "", flowId, eventId = "" }: Change): string =>
  flowId ? `${workspaceId}f${flowId}${eventId}` : `${workspaceId}${runId}`;

function changeOf(line: string): Change {
  const workspaceId = line.slice(0, 36);
  if (line.length < 73) return { workspaceId, runId: line.slice(36) || undefined };
  return { workspaceId, flowId: line.slice(37, 73), eventId: line.slice(73) || undefined };
}

/** For a clean shutdown. */
export async function closeBus(): Promise<void> {
  const state = bus();
  state.listeners.clear();
  if (state.timer) clearTimeout(state.timer);
  await flush();
  const client = await state.connection?.catch(() => null);
  state.connection = null;
  await client?.end().catch(() => {});
}
