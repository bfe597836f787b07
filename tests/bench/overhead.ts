import type pg from "pg";
import { Sender } from "./load";
import { percentile } from "./percentile";
import type { Product } from "./product";

const round = (value: number) => Number(value.toFixed(1));

/** At 20 events a second nothing queues: what is left is the product's own time, read from its own record. */
export async function measureOverhead(product: Product, db: pg.Client, eventType: string, ms: number) {
  const begun = new Date();
  const sender = new Sender(product, 4);
  await sender.openLoop(eventType, 20, ms);
  await sender.close();
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const { rows } = await db.query<{ queue: number; total: number; steps: number }>(
    `select extract(epoch from r.started_at - r.created_at) * 1000 as queue, extract(epoch from r.completed_at - r.created_at) * 1000 as total,
       (select count(*)::int from automation_event_log s where s.run_id = r.id and s.status = 'succeeded') as steps
     from flow_executions r where r.trigger_event_type = $1 and r.created_at > $2 and r.completed_at is not null`,
    [eventType, begun],
  );
  const perStep = rows.map((row) => Number(row.total) / Math.max(1, row.steps));
  return {
    phase: "overhead at 20 runs/s",
    runs: rows.length,
    queueP50Ms: round(
      percentile(
        rows.map((row) => Number(row.queue)),
        50,
      ),
    ),
    queueP99Ms: round(
      percentile(
        rows.map((row) => Number(row.queue)),
        99,
      ),
    ),
    runP50Ms: round(
      percentile(
        rows.map((row) => Number(row.total)),
        50,
      ),
    ),
    runP99Ms: round(
      percentile(
        rows.map((row) => Number(row.total)),
        99,
      ),
    ),
    perStepP50Ms: round(percentile(perStep, 50)),
    perStepP99Ms: round(percentile(perStep, 99)),
  };
}
