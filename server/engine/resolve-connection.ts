import { performance } from "node:perf_hooks";
import { unseal } from "../crypto";
import { pool } from "../db/pool";
import { ActionError } from "../domain/errors";
import type { WorkspaceId } from "../domain/workspace";
import type { Connectable, OpenConnection } from "../integrations/connection";

type Row = {
  id: string;
  external_id: string | null;
  integration: string;
  name: string;
  channel: string | null;
  settings: Record<string, unknown>;
  sealed: string;
  is_default: boolean;
  halted: boolean;
};

/** A change acts in every process within this. */
const MAX_AGE_MS = 2_000;
const cache = new Map<string, { rows: Row[]; readAt: number }>();

/** The connection that a step names, else the workspace's default for the channel; null: the sandbox. */
export async function resolveConnection(
  workspaceId: WorkspaceId,
  { channel, integrations }: Connectable,
  named: string | undefined,
): Promise<OpenConnection | null> {
  const rows = (await connectionsOf(workspaceId)).filter(({ integration }) =>
    integrations.includes(integration),
  );
  if (named === "sandbox") return null;
  const row = named
    ? rows.find(({ id, external_id }) => id === named || external_id === named)
    : rows.find((one) => one.is_default && one.channel === channel);
  if (!row && named)
    throw new ActionError(
      "connection_missing",
      `The connection “${named}” is not in this workspace (any more). Choose another in the step.`,
    );
  if (row?.halted)
    throw new ActionError(
      "connection_stopped",
      `The connection “${row.name}” is stopped. Start it, or choose another.`,
    );
  return row ? open(row) : null;
}

/** After a change of a connection in this process. */
export const forgetConnections = (workspaceId: string): void => {
  cache.delete(workspaceId);
};

const open = ({ id, integration, name, settings, sealed }: Row): OpenConnection => ({
  ...{ id, integration, name, settings },
  secret: () => JSON.parse(unseal(sealed)),
});

async function connectionsOf(workspaceId: WorkspaceId): Promise<Row[]> {
  const known = cache.get(workspaceId);
  const at = performance.now();
  if (known && at - known.readAt < MAX_AGE_MS) return known.rows;
  const { rows } = await pool().query<Row>({
    name: "connections",
    text: `select id, external_id, integration, name, channel, settings, sealed, is_default, halted_at is not null as halted
      from connections where workspace_id = $1 and archived_at is null`,
    values: [workspaceId],
  });
  if (cache.size > 10_000) cache.clear();
  cache.set(workspaceId, { rows, readAt: at });
  return rows;
}
