import pg from "pg";
import { env } from "@/server/env";
import { logger } from "@/server/logger";

/** The executor's own connection of this process. Its statements run one after the other, each on its own. */
export type Session = {
  query: <Row extends pg.QueryResultRow>(statement: {
    name: string;
    text: string;
    values?: unknown[];
  }) => Promise<Row[]>;
  /** Several statements in one round trip and one transaction. */
  script: (text: string) => Promise<void>;
  /** Called for every announcement of new work, and after a connection was lost and made again. */
  listen: (heard: (what: "work" | "reconnected") => void) => Promise<void>;
  close: () => Promise<void>;
};

const CHANNEL = "executor_work";
const RECONNECT_MS = 500;

/**
 * Statements are planned once, while the tables are small, and run when they hold 100,000 sleepers, before anything has
 * analysed them. So only indexes are ever right here; and where rows are looked up by a list, the statements say
 * `= any(array(...))` or `offset 0`, since a join in the other direction would read the whole index. jit would compile
 * what is over in 0.1 ms.
 */
const SETTINGS = [
  "enable_seqscan = off",
  "enable_hashjoin = off",
  "enable_mergejoin = off",
  "jit = off",
  "plan_cache_mode = force_generic_plan",
];

export function openSession(): Session {
  let connecting: Promise<pg.Client> | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let heard: ((what: "work" | "reconnected") => void) | null = null;
  let closed = false;
  let again: NodeJS.Timeout | null = null;

  /** One at a time, however many notice. */
  const reconnectIn = (ms: number) => {
    if (closed || !heard) return;
    again ??= setTimeout(() => {
      again = null;
      void reconnect();
    }, ms);
  };
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: env().DATABASE_URL,
      application_name: "baton-executor",
    });
    let open = true;
    const lost = () => {
      if (!open) return;
      open = false;
      connecting = null;
      reconnectIn(250);
    };
    client.on("error", lost);
    client.on("end", lost);
    client.on("notification", () => heard?.("work"));
    await client.connect();
    await client.query(SETTINGS.map((setting) => `set ${setting}`).join("; "));
    if (heard) await client.query(`listen ${CHANNEL}`);
    return client;
  };
  const connection = (): Promise<pg.Client> => {
    connecting ??= connect().catch((error: unknown) => {
      connecting = null;
      throw error;
    });
    return connecting;
  };
  const reconnect = async () => {
    if (closed) return;
    try {
      await connection();
      heard?.("reconnected");
    } catch (error) {
      logger.warn({ error: String(error) }, "the executor has no database connection, trying again");
      reconnectIn(RECONNECT_MS);
    }
  };

  /** One after the other: pg's own queue is going away. */
  const inTurn = <T>(statement: () => Promise<T>): Promise<T> => {
    const turn = queue.then(statement);
    queue = turn.catch(() => {});
    return turn;
  };

  return {
    async query<Row extends pg.QueryResultRow>(statement: {
      name: string;
      text: string;
      values?: unknown[];
    }) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await inTurn(async () => (await (await connection()).query<Row>(statement)).rows);
        } catch (error) {
          if (!isDeadlock(error) || attempt === 5) throw error;
        }
      }
    },
    async script(text) {
      await inTurn(async () => (await connection()).query(text));
    },
    async listen(listener) {
      heard = listener;
      await inTurn(async () => (await connection()).query(`listen ${CHANNEL}`));
    },
    async close() {
      closed = true;
      if (again) clearTimeout(again);
      await queue;
      const client = await connecting?.catch(() => null);
      await client?.end().catch(() => {});
    },
  };
}

/** Somebody holds what we want and wants what we hold: one of the two is refused, and simply asks again. */
const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "40P01";

export const NOTIFY = { name: "executor-notify", text: `select pg_notify('${CHANNEL}', '')` };
