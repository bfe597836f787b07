/** A process of its own that accepts one event: argv = workspace, type, payload. Killed by its failpoint, if one is set. */
import { pool } from "@/server/db/pool";
import { mintWorkspaceId } from "@/server/domain/workspace";
import { acceptEvent } from "@/server/engine/accept-event";

const [workspace = "", type = "", payload = "{}"] = process.argv.slice(2);
await acceptEvent({
  workspaceId: mintWorkspaceId(workspace),
  type,
  payload: JSON.parse(payload),
  source: "api",
  externalId: "the-one",
});
await pool().end();
