import { pool } from "@/server/db/pool";
import { writeAudit } from "@/server/ops/audit";
import type { RestContract } from "./contract";
import type { Credential } from "./credential";

/** Whoever has the internal token can act for every workspace, so that each sees in its log when that was done to it. */
export function auditInternalUse(
  { method, path }: RestContract,
  { workspaceId, actor }: Credential,
): Promise<void> {
  return writeAudit(pool(), {
    workspaceId,
    actor,
    action: "address.called",
    target: { type: "address", id: `${method} ${path}`, name: `${method} ${path}` },
  });
}
