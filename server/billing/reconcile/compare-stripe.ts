import { now } from "../../db/clock";
import { pool } from "../../db/pool";
import { formatTokens } from "../../domain/usage";
import type { WorkspaceId } from "../../domain/workspace";
import { type Meter, meters, type UsageSink } from "../export/usage-sink";
import { knownCustomer } from "../stripe-customer";
import type { Difference, Window } from "./difference";

/** Stripe's sums are some minutes behind: what was sent within the hour may be missing there. */
const BEHIND_MS = 3_600_000;

type Told = { day: string; meter: Meter; period: string; told: number; unsure: boolean };

export type StripeSums = { differences: Difference[]; tokens: Map<string, number> };

/** What Stripe counted by UTC day, against what it was told. Null: this workspace is no customer there. */
export async function compareStripe(
  sink: UsageSink,
  workspaceId: WorkspaceId,
  { since, until }: Window,
): Promise<StripeSums | null> {
  const customer = await knownCustomer(workspaceId);
  if (!customer) return null;
  const told = await toldTo(workspaceId, since);
  const differences: Difference[] = [];
  let tokens = new Map<string, number>();
  for (const meter of meters) {
    const there = await sink.sums({ customer, meter, from: since, to: until });
    if (meter === "tokens") tokens = there;
    const days = new Map(told.filter((row) => row.meter === meter).map((row) => [row.day, row]));
    for (const day of new Set([...there.keys(), ...days.keys()])) {
      const known = days.get(day);
      const amount = (there.get(day) ?? 0) - (known?.told ?? 0);
      if (amount === 0 || known?.unsure) continue;
      differences.push({
        ...{ day, period: known?.period ?? "", meter, cause: "unknown", amount },
        what: `Stripe counted ${formatTokens(there.get(day) ?? 0)} tokens${meter === "overage" ? " of overage" : ""}, and was told ${formatTokens(known?.told ?? 0)}.`,
      });
    }
  }
  return { differences, tokens };
}

/** Repairs make Stripe right: they are not part of what it ought to have. Until they have arrived the day is not sure. */
async function toldTo(workspaceId: WorkspaceId, since: Date): Promise<Told[]> {
  const { rows } = await pool().query<Told>(
    `select to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD') as day, meter, max(period) as period,
       coalesce(sum(value) filter (where status in ('sent', 'duplicate') and source = 'ledger'), 0)::float8 as told,
       bool_or(status = 'sending' or settled_at > $3 or (source = 'repair' and settled_at is null)) as unsure
     from usage_exports where workspace_id = $1 and occurred_at >= $2 group by 1, 2`,
    [workspaceId, since, new Date(now().getTime() - BEHIND_MS)],
  );
  return rows;
}
