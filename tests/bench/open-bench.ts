import pg from "pg";
import { drained } from "./drained";
import { fourSteps, sleeper, tagged, twoSteps } from "./flows";
import { Sender } from "./load";
import type { Disk } from "./options";
import type { Bench } from "./phase";
import { Product } from "./product";
import type { Sink } from "./sink";
import { createFlow } from "./workspaces";

/** Every flush waits 2 ms longer, as on a disk that takes its time. Commits that need no flush are as quick as ever. */
const EMULATED = ["alter system set commit_delay = 2000", "alter system set commit_siblings = 0"];

type Settings = { sink: Sink; disk: Disk; seconds: number; sleepers: number; ledger: number };

/** The product on an empty database, with the benchmark's flows, warm. */
export async function openBench({ sink, disk, seconds, ...sizes }: Settings): Promise<Bench> {
  const product = new Product({ BATON_HTTP_ALLOW: sink.host });
  await product.start();
  const db = new pg.Client({ connectionString: product.databaseUrl });
  db.on("error", () => {});
  await db.connect();
  if (disk === "emulated") for (const setting of EMULATED) await db.query(setting);
  await db.query("select pg_reload_conf()");
  // The demo workspace's plan would be used up within a minute: here it may spend without bound.
  await db.query(
    "update workspaces set overage_enabled = true, overage_cap = 1000000000000000 where id = $1",
    [product.workspaceId],
  );
  for (const flow of [twoSteps, fourSteps, tagged, sleeper])
    await createFlow(product, product.apiKey, flow(sink.url));
  const bench = { product, db, sink, seconds, ...sizes, say: (line: string) => console.log(`  ${line}`) };
  await warmUp(bench, 4_000);
  return bench;
}

/** The first requests of a process are compiled while they run: not what is to be measured. */
export async function warmUp({ product, db }: Bench, ms: number): Promise<void> {
  const sender = new Sender(product.url, product.apiKey, 8);
  await sender.closedLoop("bench.four", 8, ms / 2);
  await sender.closedLoop("bench.none", 8, ms / 2);
  await sender.close();
  await drained(db, "bench.four");
}
