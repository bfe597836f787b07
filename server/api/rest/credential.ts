import type { ApiScope } from "@/server/domain/api-scope";
import type { WorkspaceId } from "@/server/domain/workspace";
import type { Actor } from "@/server/ops/audit";

/** Who is calling, proved, and the workspace that they call for. */
export type Credential = {
  kind: "api_key" | "internal" | "plugin" | "address";
  workspaceId: WorkspaceId;
  /** Source of the events that they send. */
  source: string;
  scopes: readonly ApiScope[] | "all";
  /** Web pages that may call with this credential. */
  origins: readonly string[];
  /** Whose requests are counted together. */
  bucket: string;
  actor: Actor;
  /** A signed message's own id: the same one again is the same message. */
  messageId?: string;
  /** Of a flow's own webhook address. */
  flowId?: string;
};
