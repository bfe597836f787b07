import { createHmac } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { completeEnvironment } from "@/server/env";

const KEY = "signkey-test-0123456789abcdef0123456789abcdef";
const url = "https://baton.example/api/inngest?fnId=baton-run-flow&stepId=step";
const body = JSON.stringify({
  ctx: {
    attempt: 0,
    disable_immediate_execution: false,
    max_attempts: 4,
    run_id: "r",
    stack: { current: 0, stack: [] },
    use_api: false,
  },
  event: {
    data: {
      generation: 0,
      runId: "01a1fc9e-92af-7338-bad3-a9387b9dbded",
      workspaceId: "01a1fc9e-92af-7338-bad3-a9387b9dbded",
    },
    name: "flow/run.requested",
  },
  events: [],
  steps: {},
  version: 2,
});

/** The route as a process with these keys has it. */
async function route(keys: Record<string, string>) {
  vi.resetModules();
  completeEnvironment(keys);
  return import("@/app/api/inngest/route");
}

afterEach(() => {
  completeEnvironment({ INNGEST_SIGNING_KEY: "", INNGEST_EVENT_KEY: "", INNGEST_DEV: "" });
});

const request = (method: string, signature?: string, target = url) =>
  new Request(target, {
    method,
    headers: {
      host: "baton.example",
      "content-type": "application/json",
      ...(signature ? { "x-inngest-signature": signature } : {}),
      "x-inngest-sync-kind": "in_band",
    },
    ...(method === "GET" ? {} : { body: method === "PUT" ? JSON.stringify({ url }) : body }),
  });

const sign = (text: string, at = Math.floor(Date.now() / 1000)) =>
  `t=${at}&s=${createHmac("sha256", KEY.replace("signkey-test-", ""))
    .update(text + at)
    .digest("hex")}`;

test.each(["GET", "POST", "PUT"] as const)(
  "without a signing key %s finds nothing, whatever is asked",
  async (method) => {
    const handlers = await route({ INNGEST_DEV: "1" });
    for (const signature of [undefined, sign(body)])
      expect((await handlers[method](request(method, signature))).status).toBe(404);
  },
);

test("with a signing key only signed calls are answered", async () => {
  const { POST, PUT, GET } = await route({
    INNGEST_SIGNING_KEY: KEY,
    INNGEST_EVENT_KEY: "key",
    INNGEST_DEV: "1",
  });
  expect((await POST(request("POST"))).status).toBe(401);
  expect((await POST(request("POST", "t=1&s=00"))).status).toBe(401);
  expect((await POST(request("POST", sign(body, Math.floor(Date.now() / 1000) - 3600)))).status).toBe(401);
  expect((await POST(request("POST", sign(`${body} `)))).status).toBe(401);
  expect((await PUT(request("PUT"))).status).toBe(401);
  expect((await GET(request("GET"))).status).toBe(401);
  // A signed one reaches the function: it takes its first turn with a run that does not exist, and is done.
  const answer = await POST(request("POST", sign(body)));
  expect(answer.status).toBe(206);
  expect(JSON.stringify(await answer.json())).toContain('"done":true');
});
