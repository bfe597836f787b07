import { pool } from "../../db/pool";
import { PLANS, planKeys } from "../../domain/plans";
import { daysBefore } from "../../domain/retention";
import type { WorkspaceId } from "../../domain/workspace";
import { type Difference, dayOf, type Window } from "./difference";

/** Runs are kept at least so long; older ones may be gone, and what they were charged stays. */
const KEPT_DAYS = Math.min(...planKeys.map((plan) => PLANS[plan].runDays));
const DAY_MS = 86_400_000;

/** A step, over all iterations of its loop; step `run`: the run itself. */
export type ChargeMismatch = {
  runId: string;
  stepId: string;
  /** What it says it was charged, and what the ledger says. */
  steps: number;
  ledger: number;
  refunded: number;
  gone: boolean;
  period: string | null;
  at: Date;
};

/** What recorded steps and runs say they were charged, against the ledger: only what is not the same. */
export async function compareSteps(
  workspaceId: WorkspaceId,
  { since, until }: Window,
): Promise<ChargeMismatch[]> {
  const found = new Map<string, ChargeMismatch>();
  for (let from = since.getTime(); from < until.getTime(); from += DAY_MS) {
    const { rows } = await pool().query<ChargeMismatch>(DAY_SQL, [
      workspaceId,
      new Date(from),
      new Date(from + DAY_MS),
    ]);
    // A run that lasts for days is seen on several.
    for (const row of rows) if (row.at >= since) found.set(`${row.runId} ${row.stepId}`, row);
  }
  return [...found.values()];
}

export const shortOf = ({ steps, ledger }: ChargeMismatch): number => Math.max(0, steps - ledger);

/** Charged too much, as far as it was not given back. */
export const beyond = ({ steps, ledger, refunded }: ChargeMismatch): number =>
  Math.max(0, ledger - steps - refunded);

/** Not a difference: its run was taken away when its time was over. */
export const isForgotten = ({ gone, at }: ChargeMismatch, now: Date): boolean =>
  gone && at < daysBefore(now, KEPT_DAYS);

export function chargeDifferences(
  mismatches: readonly ChargeMismatch[],
  current: string,
  now: Date,
): Difference[] {
  const days = new Map<string, Difference & { runs: Set<string>; count: number }>();
  for (const mismatch of mismatches) {
    if (isForgotten(mismatch, now)) continue;
    const [short, over] = [shortOf(mismatch), beyond(mismatch)];
    if (short === 0 && over === 0) continue;
    const cause = short > 0 ? ("missing record" as const) : ("orphan record" as const);
    const period = mismatch.period ?? current;
    const day = dayOf(mismatch.at);
    const key = `${day} ${period} ${cause}`;
    const known = days.get(key) ?? {
      ...{ day, period, meter: "tokens" as const, cause, what: "", amount: 0 },
      ...{ runs: new Set<string>(), count: 0 },
    };
    known.amount += over - short;
    known.count += 1;
    known.runs.add(mismatch.runId);
    days.set(key, known);
  }
  return [...days.values()].map(({ runs, count, ...difference }) => ({
    ...difference,
    what: wordsOf(difference.cause, count, [...runs]),
  }));
}

function wordsOf(cause: Difference["cause"], count: number, runs: string[]): string {
  const charges = count === 1 ? "1 charge" : `${count} charges`;
  const example = runs.length === 1 ? `run ${runs[0]}` : `${runs.length} runs, such as ${runs[0]}`;
  return cause === "missing record"
    ? `${charges} of recorded steps (${example}) ${count === 1 ? "is" : "are"} not in the ledger.`
    : `${charges} in the ledger (${example}) ${count === 1 ? "belongs" : "belong"} to no recorded step.`;
}

/** Charges of a day: of runs that were charged then, and of those with steps, or begun, on it. */
const DAY_SQL = `
with run as materialized (
  select run_id as id from usage_records where workspace_id = $1 and created_at >= $2 and created_at < $3 and run_id is not null
    and related_type is distinct from 'refund'
  union select run_id from automation_event_log where workspace_id = $1 and created_at >= $2 and created_at < $3 and tokens > 0
  union select id from flow_executions where workspace_id = $1 and created_at >= $2 and created_at < $3 and tokens > 0
), charged as (
  select r.run_id, r.step_id, coalesce(sum(r.amount) filter (where r.related_type is distinct from 'refund'), 0) as amount,
    -coalesce(sum(r.amount) filter (where r.related_type = 'refund'), 0) as refunded,
    max(r.created_at) filter (where r.related_type is distinct from 'refund') as at, max(r.period) filter (where r.related_type is distinct from 'refund') as period
  from run join usage_records r on r.workspace_id = $1 and r.run_id = run.id group by 1, 2
), done as (
  select s.run_id, s.step_id, sum(s.tokens) as tokens, max(coalesce(s.finished_at, s.created_at)) as at
  from run join automation_event_log s on s.run_id = run.id and s.workspace_id = $1 group by 1, 2
), said as (
  select run_id, step_id, tokens, at from done
  union all
  select e.id, 'run', e.tokens - coalesce(own.tokens, 0), coalesce(e.started_at, e.created_at)
  from run join flow_executions e on e.id = run.id and e.workspace_id = $1
    left join (select run_id, sum(tokens) as tokens from done group by 1) own on own.run_id = e.id
)
select coalesce(charged.run_id, said.run_id) as "runId", coalesce(charged.step_id, said.step_id) as "stepId", coalesce(said.tokens, 0)::float8 as steps,
  coalesce(charged.amount, 0)::float8 as ledger, coalesce(charged.refunded, 0)::float8 as refunded, charged.period, coalesce(charged.at, said.at) as at,
  not exists (select from flow_executions e where e.id = coalesce(charged.run_id, said.run_id) and e.workspace_id = $1) as gone
from charged full join said on said.run_id = charged.run_id and said.step_id = charged.step_id
where coalesce(said.tokens, 0) <> coalesce(charged.amount, 0)`;
