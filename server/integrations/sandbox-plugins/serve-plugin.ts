/**
 * What every built-in sandbox plugin is: a small HTTP service that happens to live in this process. It gets the Request an
 * outside plugin would get and answers with a Response. It trusts the x-baton-* headers because only the dispatcher can
 * call it: it is mounted on no address.
 */
import { AppError, httpStatus } from "@/server/domain/errors";
import { type PluginManifest, pluginManifestSchema } from "@/server/domain/plugin-manifest";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";
import type { AnyAction } from "../action";

export type PluginRequest = {
  workspaceId: WorkspaceId;
  idempotencyKey: string;
  runId?: string;
  stepId?: string;
  /** Of the run: messages of a test say so. */
  mode: "live" | "test";
  payload: Record<string, unknown>;
};

export type SandboxPlugin = {
  /** Where documents name the plugin by a certain id. */
  id?: string;
  aliases: string[];
  manifest: PluginManifest;
  /** Actions that send through the Outbox are charged like the platform's own. */
  meters: Record<string, NonNullable<AnyAction["meter"]>>;
  /** What its actions answer in a dry run, where a sample would mislead. */
  simulations: Record<string, NonNullable<AnyAction["simulate"]>>;
  /** Its conditions; pure, so that a dry run asks them too. */
  conditions: Record<string, SandboxCondition>;
  handle: (request: Request) => Promise<Response>;
};

export type SandboxCondition = (question: { operator: unknown; value: unknown; payload: unknown }) => boolean;

type Parts = Omit<SandboxPlugin, "handle" | "meters" | "simulations" | "conditions"> & {
  meters?: SandboxPlugin["meters"];
  simulations?: SandboxPlugin["simulations"];
  actions: Record<string, (request: PluginRequest) => Promise<Record<string, unknown>>>;
  conditions?: SandboxPlugin["conditions"];
};

export function servePlugin({ actions, conditions = {}, ...plugin }: Parts): SandboxPlugin {
  const { capabilities } = pluginManifestSchema.parse(plugin.manifest);
  const actionAt = new Map(capabilities.actions.map(({ endpoint, id }) => [endpoint, id]));
  const runs = new Map(Object.entries(actions));
  const tests = new Map(Object.entries(conditions));

  async function answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/api/capabilities")
      return Response.json({ ...plugin.manifest.capabilities, health: "healthy" });
    const asked = await read(request);
    const condition = tests.get(pathname.replace(/^\/api\/conditions\//, ""));
    if (condition) {
      const { operator, value, payload } = asked.payload;
      return Response.json({ result: condition({ operator, value, payload }) });
    }
    // Registered anew, an action may stand under another path: its last word still names it.
    const action =
      runs.get(actionAt.get(pathname) ?? lastWord(pathname)) ??
      runs.get(lastWord(pathname).replaceAll("-", "_"));
    if (!action) throw new AppError("not_found", `${plugin.manifest.name} has nothing at ${pathname}`);
    return Response.json(await action(asked));
  }

  return {
    ...plugin,
    meters: plugin.meters ?? {},
    simulations: plugin.simulations ?? {},
    conditions,
    handle: (request) =>
      answer(request).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        return Response.json({ error: error.message }, { status: httpStatus[error.code] });
      }),
  };
}

async function read(request: Request): Promise<PluginRequest> {
  const workspace = request.headers.get("x-baton-workspace");
  const idempotencyKey = request.headers.get("idempotency-key");
  if (!workspace || !idempotencyKey) throw new AppError("unauthorized", "The call names no workspace");
  const payload: unknown = await request.json().catch(() => null);
  if (typeof payload !== "object" || payload === null || Array.isArray(payload))
    throw new AppError("bad_request", "The body must be a JSON object");
  const runId = request.headers.get("x-baton-run");
  const stepId = request.headers.get("x-baton-step");
  return {
    workspaceId: mintWorkspaceId(workspace),
    idempotencyKey,
    ...(runId && { runId }),
    ...(stepId && { stepId: decodeURIComponent(stepId) }),
    mode: request.headers.get("x-baton-mode") === "test" ? "test" : "live",
    payload: Object.fromEntries(Object.entries(payload)),
  };
}

const lastWord = (path: string) => path.slice(path.lastIndexOf("/") + 1);
