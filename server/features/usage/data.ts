import { DateTime } from "luxon";
import * as z from "zod";
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import { type Period, periodOf } from "@/server/domain/period";
import { PRICES, type UsageKind } from "@/server/domain/plans";
import { projectUsage } from "@/server/domain/usage-projection";
import type { WorkspaceId } from "@/server/domain/workspace";
import { workspaceFacts } from "@/server/engine/workspace-facts";
import { effectiveCap } from "@/server/records/billing-facts";
import { type Overage, overageOf } from "@/server/records/overage";
import {
  countRecords,
  sumByDay,
  sumByFlow,
  sumDays,
  type UsageOfDay,
  type UsageOfFlow,
  withUsageSums,
} from "@/server/records/usage-sums";

type Zone = { id: WorkspaceId; timezone: string };

/** Of the days before today, how many tell the pace. */
const PACE_DAYS = 28;
const DAY_MS = 86_400_000;
const MOST_PERIODS = 60;

export type UsagePeriod = Period & { current: boolean; includedMilliTokens: number };

/** Null: by whom it was used is not known. */
export type UsageMember = { userId: string | null; name: string | null; milliTokens: number; runs: number };

/** The periods there were, the latest first; the current one also before anything was used in it. */
export async function listPeriods(workspaceId: WorkspaceId): Promise<UsagePeriod[]> {
  const facts = await workspaceFacts(workspaceId);
  const current = periodOf(facts.plan, facts.billingAnchor, now());
  const { rows } = await pool().query<Period & { included: number }>(
    `select period as key, starts_at as "startsAt", ends_at as "endsAt", included::float8 as included from quota_accounts
     where workspace_id = $1 order by starts_at desc limit ${MOST_PERIODS}`,
    [workspaceId],
  );
  const included = rows.find(({ key }) => key === current.key)?.included ?? facts.terms.includedMilliTokens;
  return [
    { ...current, current: true, includedMilliTokens: included },
    ...rows
      .filter(({ key }) => key !== current.key)
      .map(({ included, ...period }) => ({ ...period, current: false, includedMilliTokens: included })),
  ];
}

/** The current period alone, without its days and flows. */
export async function usedInPeriod(workspaceId: WorkspaceId) {
  const facts = await workspaceFacts(workspaceId);
  const period = periodOf(facts.plan, facts.billingAnchor, now());
  const overage = await overageOf(pool(), workspaceId, period);
  return { period, ...overage, overageEnabled: facts.overageEnabled };
}

/** A period's figures; without a key those of the current one. */
export async function usageOfPeriod({ id, timezone }: Zone, key: string | undefined) {
  const [facts, periods] = await Promise.all([workspaceFacts(id), listPeriods(id)]);
  const period = key === undefined ? periods[0] : periods.find((one) => one.key === key);
  if (!period) throw noSuchPeriod(key);
  const today = DateTime.fromJSDate(now(), { zone: timezone }).startOf("day");
  const since = today.minus({ days: PACE_DAYS });
  const { byDay, byFlow, pace, overage } = await withUsageSums(async (sums) => ({
    byDay: await sumByDay(sums, id, { period: period.key, timezone }),
    byFlow: await sumByFlow(sums, id, period.key),
    pace: period.current
      ? await sumDays(sums, id, { since: since.toJSDate(), timezone })
      : new Map<string, number>(),
    overage: await overageOf(sums.tx, id, period),
  }));
  const owned = await flowsOf(id, byFlow);
  return {
    ...{ period, plan: facts.plan, overageEnabled: facts.overageEnabled },
    usedMilliTokens: overage.usedMilliTokens,
    includedMilliTokens: overage.includedMilliTokens,
    /** What grants add to the plan's. */
    creditMilliTokens: overage.creditMilliTokens,
    overageMilliTokens: overage.overageMilliTokens,
    /** What the overage costs, each part at the rate it was used at; null where there is nothing to pay for. */
    overageMicroDollars: costOf(overage, period.current ? facts.terms.overageMicroDollars : null),
    segments: overage.segments,
    /** What overage may cost in the period; null while there may be none, and of periods gone by. */
    capMicroDollars: period.current ? effectiveCap(facts) : null,
    /** List value of everything; information, not the bill. */
    listMicroDollars: byDay.reduce((sum, line) => sum + line.microDollars, 0),
    days: daysOf(period, timezone, byDay),
    kinds: kindsOf(byDay),
    flows: owned.map(({ owner, ...flow }) => flow),
    members: membersOf(owned),
    projection: period.current ? projectionOf(period, overage.usedMilliTokens, pace, { today, since }) : null,
  };
}

/** Of a plan without a rate there is nothing to pay, unless another plan went before it in the period. */
function costOf({ segments }: Overage, rate: number | null): number | null {
  const paid = segments.filter(({ rateMicroDollars }) => rateMicroDollars > 0);
  if (rate === null && paid.length === 0) return null;
  return paid.reduce((sum, { milliTokens, rateMicroDollars }) => sum + milliTokens * rateMicroDollars, 0);
}

/** Every day of the period up to today, or to its end. */
function daysOf(period: UsagePeriod, timezone: string, lines: UsageOfDay[]) {
  const last = Math.min(now().getTime(), (period.endsAt?.getTime() ?? Number.POSITIVE_INFINITY) - 1);
  const names: string[] = [];
  const first = DateTime.fromJSDate(period.startsAt, { zone: timezone }).startOf("day");
  for (let day = first; day.toMillis() <= last; day = day.plus({ days: 1 })) names.push(isoDay(day));
  // A reservation is settled in the period that made it, maybe a day after its end.
  for (const { day } of lines) if (!names.includes(day)) names.push(day);
  return names.sort().map((day) => ({
    day,
    kinds: Object.fromEntries(
      lines.filter((line) => line.day === day).map((line) => [line.kind, line.milliTokens]),
    ),
  }));
}

const isoDay = (day: DateTime) => day.toISODate() ?? "";

function kindsOf(lines: UsageOfDay[]) {
  const kinds = new Map<UsageKind, { milliTokens: number; microDollars: number; records: number }>();
  for (const line of lines) {
    const known = kinds.get(line.kind) ?? { milliTokens: 0, microDollars: 0, records: 0 };
    known.milliTokens += line.milliTokens;
    known.microDollars += line.microDollars;
    known.records += line.records;
    kinds.set(line.kind, known);
  }
  return [...kinds]
    .map(([kind, sums]) => ({ kind, ...sums }))
    .sort((one, other) => other.milliTokens - one.milliTokens);
}

type Owner = { id: string; name: string };

/** The dearest first; null is what no flow did. */
async function flowsOf(workspaceId: WorkspaceId, lines: UsageOfFlow[]) {
  const flows = new Map<string | null, { milliTokens: number; runs: number }>();
  for (const line of lines) {
    const known = flows.get(line.flowId) ?? { milliTokens: 0, runs: 0 };
    known.milliTokens += line.milliTokens;
    if (line.kind === "workflow_execution") known.runs += line.records;
    flows.set(line.flowId, known);
  }
  const { rows } = await pool().query<{ id: string; name: string; owner: Owner | null }>(
    `select f.id, f.name, case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as owner
     from automation_flows f left join users u on u.id = f.created_by where f.workspace_id = $1 and f.id = any($2)`,
    [workspaceId, [...flows.keys()].filter((id) => id !== null)],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return [...flows]
    .map(([flowId, sums]) => {
      const { name = null, owner = null } = (flowId !== null && known.get(flowId)) || {};
      return { flowId, name, owner, ...sums };
    })
    .sort((one, other) => other.milliTokens - one.milliTokens);
}

/** By who made the flows, the dearest first; null: flows that are gone or were made by nobody, and what no flow did. */
function membersOf(flows: { owner: Owner | null; milliTokens: number; runs: number }[]) {
  const members = new Map<string | null, UsageMember>();
  for (const { owner, milliTokens, runs } of flows) {
    const userId = owner?.id ?? null;
    const known = members.get(userId) ?? { userId, name: owner?.name ?? null, milliTokens: 0, runs: 0 };
    known.milliTokens += milliTokens;
    known.runs += runs;
    members.set(userId, known);
  }
  return [...members.values()].sort((one, other) => other.milliTokens - one.milliTokens);
}

type Pace = { today: DateTime; since: DateTime };

/** To the end of each day that is left of the period. Null for a period without end, and for a pace that is not known yet. */
function projectionOf(period: UsagePeriod, used: number, pace: Map<string, number>, { today, since }: Pace) {
  const { endsAt } = period;
  if (!endsAt) return null;
  const days: number[] = [];
  for (let day = since; day < today; day = day.plus({ days: 1 })) {
    const amount = pace.get(isoDay(day));
    if (days.length > 0 || amount !== undefined) days.push(amount ?? 0);
  }
  const project = projectUsage({ used, days });
  if (!project) return null;
  const at = now().getTime();
  const points = [];
  for (let day = today; day.toMillis() < endsAt.getTime(); day = day.plus({ days: 1 })) {
    const end = Math.min(day.plus({ days: 1 }).toMillis(), endsAt.getTime());
    points.push({ day: isoDay(day), ...project((end - at) / DAY_MS) });
  }
  return { end: project((endsAt.getTime() - at) / DAY_MS), points, knownDays: days.length };
}

const kindSchema = z.custom<UsageKind>(
  (kind) => typeof kind === "string" && kind in PRICES,
  "There is no such kind of usage.",
);

export const countFilterSchema = z.object({
  period: z.string().max(20).optional(),
  kind: kindSchema.optional(),
  flowId: z.uuid().optional(),
  /** A day in the workspace's zone. */
  day: z.iso.date().optional(),
});
export const recordFilterSchema = countFilterSchema.extend({
  /** An export takes larger pages than a list. */
  limit: z.number().int().min(1).max(5_000).default(50),
});
export const recordCursorSchema = z.object({ at: z.date(), key: z.string().max(500) });

export type UsageRecordItem = {
  key: string;
  at: Date;
  kind: UsageKind;
  /** Below 0: some of a charge was given back. */
  milliTokens: number;
  /** List value. */
  microDollars: number;
  flowId: string | null;
  flowName: string | null;
  runId: string | null;
  /** False: the run was kept no longer; its charge stays. */
  runKept: boolean;
  /** "run" for what the run as a whole costs. */
  stepId: string;
  /** Who a message went to. */
  to: string | null;
  /** Of a refund: key of the charge that it takes back, and why. */
  refundOf: string | null;
  reason: string | null;
};

/** A page of the ledger, the newest first. */
export async function listRecords(
  { id, timezone }: Zone,
  filter: z.output<typeof recordFilterSchema>,
  cursor: z.output<typeof recordCursorSchema> | undefined,
) {
  const query = await recordsQuery({ id, timezone }, filter, cursor);
  const { rows } = await pool().query<UsageRecordItem>(
    `select u.key, u.created_at as at, u.kind, u.amount::float8 as "milliTokens", u.cost::float8 as "microDollars", u.flow_id as "flowId",
       f.name as "flowName", u.run_id as "runId", r.id is not null as "runKept", u.step_id as "stepId", u.metadata ->> 'to' as "to",
       case when u.related_type = 'refund' then u.related_id end as "refundOf", u.metadata ->> 'reason' as reason
     from (${query.text}) u
     left join automation_flows f on f.workspace_id = u.workspace_id and f.id = u.flow_id
     left join flow_executions r on r.workspace_id = u.workspace_id and r.id = u.run_id
     order by u.created_at desc, u.key desc`,
    query.values,
  );
  const records = rows.slice(0, filter.limit);
  const last = records.at(-1);
  return {
    records,
    nextCursor: rows.length > filter.limit && last ? { at: last.at, key: last.key } : null,
  };
}

/** How many records the list has in all. */
export async function countListed(
  { id, timezone }: Zone,
  { period, kind, flowId, day }: z.output<typeof countFilterSchema>,
): Promise<{ records: number }> {
  const from = day ? DateTime.fromISO(day, { zone: timezone }) : null;
  const asked = {
    period: period ?? (await workspaceFacts(id)).period,
    ...{ kind: kind ?? null, flowId: flowId ?? null },
    ...{ from: from?.toJSDate() ?? null, to: from?.plus({ days: 1 }).toJSDate() ?? null },
  };
  return { records: await withUsageSums((sums) => countRecords(sums, id, asked)) };
}

/**
 * One record more than the page holds. Only what is asked for stands in the statement, so that an index has all of it in
 * order; the records of a flow lie there kind by kind, and the latest of each are put together.
 */
async function recordsQuery(
  { id, timezone }: Zone,
  { period, kind, flowId, day, limit }: z.output<typeof recordFilterSchema>,
  cursor: z.output<typeof recordCursorSchema> | undefined,
): Promise<{ text: string; values: unknown[] }> {
  const values: unknown[] = [id, period ?? (await workspaceFacts(id)).period, limit + 1];
  const value = (one: unknown) => `$${values.push(one)}`;
  const terms = ["workspace_id = $1", "period = $2"];
  const from = day ? DateTime.fromISO(day, { zone: timezone }) : null;
  if (from) terms.push(`created_at >= ${value(from.toJSDate())}`);
  if (from) terms.push(`created_at < ${value(from.plus({ days: 1 }).toJSDate())}`);
  if (cursor) terms.push(`(created_at, key) < (${value(cursor.at)}, ${value(cursor.key)})`);
  if (flowId) terms.push(`flow_id = ${value(flowId)}`);
  const page = (more: string[]) =>
    `select * from usage_records where ${[...terms, ...more].join(" and ")} order by created_at desc, key desc limit $3`;
  if (kind) return { text: page([`kind = ${value(kind)}`]), values };
  if (!flowId) return { text: page([]), values };
  const kinds = value(Object.keys(PRICES));
  const each = `select latest.* from unnest(${kinds}::text[]) one(kind), lateral (${page(["kind = one.kind"])}) latest`;
  return { text: `${each} order by created_at desc, key desc limit $3`, values };
}

const noSuchPeriod = (key: string | undefined) =>
  new AppError("not_found", `There is no period ${key} in this workspace. Choose one that is listed.`);
