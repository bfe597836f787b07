import { experimental_standaloneMiddleware, initTRPC } from "@trpc/server";
import superjson from "superjson";
import * as z from "zod";
import { AppError } from "@/server/domain/errors";
import { findAccess, type WorkspaceAccess } from "@/server/features/members/data";
import type { Context } from "./context";
import { formatError, withStatus } from "./error-format";
import { guardStream } from "./guard-stream";
import { mayRole, type Permission } from "./permissions";

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  errorFormatter: formatError,
  sse: {
    ping: { enabled: true, intervalMs: 15_000 },
    // A connection is renewed now and then; `tracked()` ids make it go on where it stood.
    maxDurationMs: 15 * 60_000,
    client: { reconnectAfterInactivityMs: 40_000 },
  },
});

export const { router, createCallerFactory } = t;

/** Anyone, signed in or not. */
export const publicProcedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  return result.ok ? result : { ...result, error: withStatus(result.error) };
});

/** Someone who is signed in: ctx.user, ctx.sessionId. */
export const userProcedure = publicProcedure.use(({ ctx, next }) => {
  if (!ctx.identity) throw new AppError("unauthorized", "Sign in to go on.");
  const { user, sessionId } = ctx.identity;
  return next({ ctx: { user, sessionId, actor: { type: "user" as const, id: user.id, name: user.name } } });
});

/**
 * A member of the workspace whose slug is in the input: ctx.workspace, with the member's role. The one place where
 * tRPC mints a WorkspaceId. Strangers are told what they would be told about a workspace that does not exist.
 */
export const workspaceProcedure = userProcedure
  .input(z.object({ workspace: z.string().min(1).max(64) }))
  .use(async ({ ctx, input, type, next }) => {
    const find = () => findAccess(ctx.user.id, input.workspace);
    const workspace = await find();
    if (!workspace) throw noSuchWorkspace();
    const result = await next({ ctx: { workspace } });
    if (type !== "subscription" || !result.ok) return result;
    return { ...result, data: guardStream(result.data, ctx.sessionId, find) };
  });

/** Lets only roles pass that a feature's policy names for this permission. */
export function can(permission: Permission) {
  const middleware = experimental_standaloneMiddleware<{ ctx: { workspace: WorkspaceAccess } }>().create(
    ({ ctx, next }) => {
      if (mayRole(ctx.workspace.role, permission)) return next();
      throw new AppError(
        "forbidden",
        `Your role here is ${ctx.workspace.role}, which does not allow this. Ask an owner or admin of ${ctx.workspace.name}.`,
      );
    },
  );
  for (const check of middleware._middlewares) permissionOf.set(check, permission);
  return middleware;
}

/** The permission behind a middleware made by `can`, so that a test can walk all procedures. */
export const permissionOf = new WeakMap<object, Permission>();

export const noSuchWorkspace = () =>
  new AppError(
    "not_found",
    "There is no such workspace, or you are not a member of it. Check the address, or switch workspace.",
  );
