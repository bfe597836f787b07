import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { createExecutor, type Executor } from "@/inngest/executor/create-executor";
import { embeddedClient } from "@/inngest/executor/embedded-client";
import { readFunctionConfig } from "@/inngest/executor/function-config";
import { isRecord } from "@/inngest/executor/is-record";
import { type CallRequest, callBody, type Sdk } from "@/inngest/executor/sdk";

/**
 * The embedded executor behind HTTP, as if it were a server: functions are registered there, called at the address
 * that they registered, and send their events and checkpoints there. Dev mode: nothing is signed.
 */
export async function executorServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const client = embeddedClient(`server-${randomUUID()}`);
  const opened: { executor: Executor; stop: () => Promise<void> }[] = [];

  const register = async (body: unknown) => {
    const declared = isRecord(body) && Array.isArray(body.functions) ? body.functions : [];
    const executor = createExecutor({ client, functions: [], sdk: overHttp(declared) });
    opened.push({ executor, ...(await executor.start({ concurrency: 20 })) });
    return { status: 200, body: { ok: true, modified: true } };
  };

  const server = createServer(async (request, response) => {
    const body: unknown = JSON.parse((await textOf(request)) || "null");
    const seed = request.headers["x-inngest-event-id-seed"];
    const answer = request.url?.startsWith("/fn/register")
      ? await register(body)
      : await globalThis.batonExecutors?.get(client.id)?.(
          request.url ?? "",
          body,
          typeof seed === "string" ? seed : null,
        );
    response.writeHead(answer?.status ?? 404, { "content-type": "application/json" });
    response.end(answer?.body ? JSON.stringify(answer.body) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    async stop() {
      for (const { executor, stop } of opened) {
        await stop();
        await executor.close();
      }
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Functions that are called at the addresses that stand in their registration. */
function overHttp(declared: unknown[]): Sdk {
  const addresses = new Map(declared.filter(isRecord).map((fn) => [String(fn.id), addressOf(fn)]));
  return {
    functions: async () => declared.map(readFunctionConfig),
    async call(request: CallRequest) {
      const url = new URL(addresses.get(request.functionId) ?? "");
      url.searchParams.set("stepId", request.stepId ?? "step");
      const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(callBody(request)),
      });
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers.entries()),
        body: await answer.text(),
      };
    },
  };
}

function addressOf(fn: Record<string, unknown>): string {
  const step = isRecord(fn.steps) && isRecord(fn.steps.step) ? fn.steps.step : {};
  return isRecord(step.runtime) ? String(step.runtime.url) : "";
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString("utf8");
}
