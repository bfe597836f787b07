import { performance } from "node:perf_hooks";
import { sha256 } from "@/server/crypto";
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import { type ApiScope, apiScopeSchema } from "@/server/domain/api-scope";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";

/** What a valid API key stands for. */
export type ApiCredential = {
  workspaceId: WorkspaceId;
  keyId: string;
  keyName: string;
  scopes: ApiScope[];
  origins: string[];
};

export const API_KEY_PREFIX = "baton_";

/** A revoked key is refused in every process after at most this. */
const CACHE_MS = 3_000;
const CACHE_SIZE = 5_000;
/** `last used` is written at most this often. */
const TOUCH_MS = 60_000;

type Known = { credential: ApiCredential | null; at: number; touchedAt: number };

declare global {
  var batonApiKeys: Map<string, Known> | undefined;
}

const cache = () => {
  globalThis.batonApiKeys ??= new Map();
  return globalThis.batonApiKeys;
};

/** The workspace and the rights behind a Bearer key, or null when it is unknown or revoked. */
export async function authenticateApiKey(bearer: string): Promise<ApiCredential | null> {
  if (!bearer.startsWith(API_KEY_PREFIX) || bearer.length > 100) return null;
  const hash = sha256(bearer);
  const known = cache().get(hash);
  const at = performance.now();
  if (known && at - known.at < CACHE_MS) return known.credential;
  const credential = await readCredential(hash);
  const due = credential !== null && at - (known?.touchedAt ?? Number.NEGATIVE_INFINITY) > TOUCH_MS;
  if (cache().size >= CACHE_SIZE) cache().clear();
  cache().set(hash, { credential, at, touchedAt: due ? at : (known?.touchedAt ?? Number.NEGATIVE_INFINITY) });
  if (due)
    await pool().query("update api_keys set last_used_at = $3 where workspace_id = $1 and id = $2", [
      credential.workspaceId,
      credential.keyId,
      now(),
    ]);
  return credential;
}

/** Makes a revocation act at once in this process. */
export function forgetApiKey(hash: string): void {
  cache().delete(hash);
}

type Row = { id: string; workspace_id: string; name: string; scopes: string[]; origins: string[] };

async function readCredential(hash: string): Promise<ApiCredential | null> {
  const { rows } = await pool().query<Row>({
    name: "api-key",
    text: "select id, workspace_id, name, scopes, origins from api_keys where hash = $1 and revoked_at is null",
    values: [hash],
  });
  const row = rows[0];
  if (!row) return null;
  const scopes = row.scopes.flatMap((scope) => apiScopeSchema.safeParse(scope).data ?? []);
  return {
    workspaceId: mintWorkspaceId(row.workspace_id),
    keyId: row.id,
    keyName: row.name,
    scopes,
    origins: row.origins,
  };
}
