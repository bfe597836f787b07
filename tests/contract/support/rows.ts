import { pool } from "@/server/db/pool";

/** How many rows each table holds, of all workspaces. What is refused must not change it. */
export async function rowCounts(): Promise<Record<string, number>> {
  const { rows: tables } = await pool().query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'rate_windows' order by 1`,
  );
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows from ${name}`);
  const { rows } = await pool().query<{ name: string; rows: number }>(counts.join(" union all "));
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
}

export type EventRow = {
  id: string;
  type: string;
  raw_type: string;
  source: string;
  external_id: string | null;
  subject: string | null;
  payload: Record<string, unknown>;
  occurred_at: Date;
};

export async function readEvent(id: unknown): Promise<EventRow> {
  const { rows } = await pool().query<EventRow>(
    `select e.id, type, raw_type, source, external_id, subject, coalesce(payload, body) as payload, occurred_at
       from events e left join payloads p on p.id = e.payload_id where e.id = $1`,
    [id],
  );
  const [event] = rows;
  if (!event) throw new Error(`no event ${id}`);
  return event;
}
