import { readFileSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";
import { signIn } from "./support/account";
import { activate, importFlow } from "./support/flow-page";
import { demo } from "./support/installation";
import { openStep, state, timelineStep } from "./support/run-page";
import { expect, test } from "./support/test";

const read = (path: string) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url), "utf8");
const welcome = JSON.parse(read("documents/welcome-new-customer.json"));

type Answer = { event_id: string; duplicate: boolean; runs: { id: string; flow_id: string }[] };

async function post(
  request: APIRequestContext,
  address: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await request.post(address, {
    headers: { "content-type": "application/json", ...headers },
    data: Buffer.from(body),
  });
  expect(answer.status(), await answer.text()).toBe(202);
  return answer.json();
}

/** A flow that is on, made by its document alone. */
async function createActive(request: APIRequestContext, key: string, document: object): Promise<string> {
  const headers = { authorization: `Bearer ${key}` };
  const created = await request.post("/api/workflows/create", { headers, data: document });
  expect(created.status(), await created.text()).toBe(201);
  const { id, status } = await created.json();
  expect(status).toBe("draft");
  const changed = await request.patch(`/api/workflows/${id}`, { headers, data: { status: "active" } });
  expect(await changed.json()).toMatchObject({ id, status: "active", version: 1 });
  return id;
}

const runOf = (answer: Answer, flowId: string) =>
  answer.runs.filter(({ flow_id }) => flow_id === flowId).map(({ id }) => id);

test("an event posted with a key runs the flow once, and its run is found and looked into", async ({
  page,
  request,
}) => {
  const { apiKey, ...login } = demo();
  const workspace = await signIn(page, login);
  const flowId = await createActive(request, apiKey, welcome);
  const headers = { authorization: `Bearer ${apiKey}`, "idempotency-key": "order-1042" };
  const event = read("seeds/001-customer-created.json");
  const first = await post(request, "/api/v1/events", event, headers);
  const [runId] = runOf(first, flowId);
  const second = await post(request, "/api/v1/events", event, headers);
  expect(second).toEqual({ ...first, duplicate: true });

  await test.step("filters stand in the URL and hold after a reload", async () => {
    await page.goto(`${workspace}/runs`);
    await page.getByRole("searchbox", { name: "Search by contact, event or id" }).fill("john@example.com");
    await expect(page).toHaveURL(/q=john/);
    await page.getByRole("button", { name: "Flow", exact: true }).click();
    await page.getByRole("menuitemradio", { name: "Welcome New Customer" }).click();
    await expect(page).toHaveURL(new RegExp(`flow=${flowId}`));
    await page.getByRole("button", { name: "State", exact: true }).click();
    await page.getByRole("menuitemcheckbox", { name: "Succeeded" }).click();
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/status=completed/);
    await page.reload();
    const rows = page.getByRole("region", { name: "Runs" }).getByRole("row");
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(1)).toContainText("Welcome New Customer");
    await rows.nth(1).getByRole("link").click();
    await expect(page).toHaveURL(new RegExp(`/runs/${runId}`));
  });

  await test.step("what went into a step and came out", async () => {
    await expect(state(page)).toContainText("Succeeded");
    await timelineStep(page, "customer.created").click();
    await expect(page.getByRole("tree", { name: "Event payload" })).toContainText("cust_123");
    await timelineStep(page, "Send email").click();
    const step = openStep(page, "0.1 tokens");
    await expect(step.getByRole("tree", { name: "Output" })).toContainText("john@example.com");
    await step.getByRole("tab", { name: "Input" }).click();
    await expect(step.getByRole("tree", { name: "Input" })).toContainText("Welcome John Doe!");
  });
});

test("a member's own webhook address takes the document's example", async ({ page, request }) => {
  const { webhookUrl, ...login } = demo();
  const workspace = await signIn(page, login);
  const flowId = await importFlow(page, workspace, {
    name: "Note a payment",
    trigger: { type: "event", event_types: ["payment_received"] },
    steps: [
      {
        id: "note",
        type: "action",
        name: "Note it",
        action_id: "log",
        config: { message: "{{trigger.amount}} {{trigger.currency}}" },
      },
    ],
  });
  await activate(page);
  await expect(page.getByRole("figure", { name: "curl command" })).toContainText(webhookUrl);
  const body = read("seeds/003-payment-received.json");
  const first = await post(request, webhookUrl, body, { "idempotency-key": "payment-7" });
  const second = await post(request, webhookUrl, body, { "idempotency-key": "payment-7" });
  expect(second).toEqual({ ...first, duplicate: true });
  const [runId] = runOf(first, flowId);

  await page.getByRole("tab", { name: "Runs" }).click();
  const runs = page.getByRole("tabpanel", { name: "Runs" }).getByRole("listitem");
  await expect(runs).toHaveCount(1);
  await runs.getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/runs/${runId}`));
  await expect(state(page)).toContainText("Succeeded");
  await timelineStep(page, "Note it").click();
  await expect(openStep(page, "Note it")).toContainText("5000 usd");
});

test("an address that was made up opens nothing", async ({ request }) => {
  const made = demo().webhookUrl.replace(/[^/]+$/, "x".repeat(43));
  const answer = await request.post(made, { data: { trigger: "payment_received", data: {} } });
  expect(answer.status()).toBe(404);
});
