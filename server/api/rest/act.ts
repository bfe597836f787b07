import * as z from "zod";
import { runDirect } from "@/server/engine/direct-run";
import { actionCause } from "./action-cause";
import { nothing, type RestContract } from "./contract";
import { directError } from "./direct-error";
import { idempotencyKeyOf } from "./idempotency-key";
import { type RestRoute, restRoute } from "./rest-route";

type Words = Pick<RestContract, "path" | "tag" | "summary" | "description">;

/** An address that does one action of the platform: the body is its input. It is a run like any other, and metered. */
export function act(actionType: string, body: z.ZodType<Record<string, unknown>>, words: Words): RestRoute {
  return restRoute(
    {
      method: "POST",
      ...words,
      access: { kind: "bearer", scope: "actions:run" },
      params: nothing,
      query: nothing,
      body,
      idempotent: true,
      success: {
        status: 201,
        description: "Done. 202 where a rule holds it back: it goes on by itself at data.until.",
        schema: z.record(z.string(), z.unknown()),
      },
      refusals: ["payment_required", "conflict"],
    },
    async ({ workspaceId, credential, body: { tenant_id: _, ...payload }, headers }) => {
      const key = idempotencyKeyOf(headers) ?? credential.messageId;
      const done = await runDirect(workspaceId, {
        actionType,
        payload,
        cause: actionCause(credential),
        ...(key && { idempotencyKey: `${words.path}:${key}` }),
      });
      if (!done.ok) throw directError(done.error);
      return { body: done.data, ...(done.pending && { status: 202 }) };
    },
  );
}
