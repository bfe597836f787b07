import pg from "pg";
import { env } from "../env";

/** What a step's write needs of a connection: a pg client and a Prisma transaction both can be it. */
export type Tx = {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    sql: string | pg.QueryConfig,
    values?: unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
};

declare global {
  var batonPool: pg.Pool | undefined;
}

/** One pool per process, on globalThis: instrumentation and routes are separate module graphs. */
export function pool(): pg.Pool {
  if (!globalThis.batonPool) {
    globalThis.batonPool = new pg.Pool({
      connectionString: env().DATABASE_URL,
      max: env().DATABASE_POOL_SIZE,
      application_name: `baton-${env().BATON_ROLE}`,
      allowExitOnIdle: true,
    });
    // A broken idle connection is replaced by the pool; without a listener it would end the process.
    globalThis.batonPool.on("error", () => {});
    // So would one that breaks while it is lent out and nothing is asked of it.
    globalThis.batonPool.on("connect", (client) => client.on("error", () => {}));
  }
  return globalThis.batonPool;
}

const commitHooks = new WeakMap<object, (() => void)[]>();

/** Does something once the transaction is committed; never when it is rolled back. Only for transactions of `inTransaction`. */
export function afterCommit(tx: Tx, hook: () => void): void {
  commitHooks.get(tx)?.push(hook);
}

export async function inTransaction<T>(work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  const hooks: (() => void)[] = [];
  commitHooks.set(client, hooks);
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    for (const hook of hooks) hook();
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    commitHooks.delete(client);
    client.release(broken);
  }
}
