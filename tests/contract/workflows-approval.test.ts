/** A flow that may reach many people is not turned on by the API alone: 409 with the number, and nothing of it stays. */
import { beforeAll, describe, expect, test } from "vitest";
import * as publishRoute from "@/app/api/workflows/[id]/publish/route";
import * as flowRoute from "@/app/api/workflows/[id]/route";
import * as createRoute from "@/app/api/workflows/create/route";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { newDemoLike } from "./support/demo-like";
import { call, type Handlers, type KeyHolder, type Sent } from "./support/rest";

let holder: KeyHolder;
const MANY = 501;

const document = (more: object = {}) => ({
  name: "Write to all",
  trigger: { type: "event", event_types: ["order.created"] },
  steps: [
    { id: "mail", type: "action", action_id: "send_email", config: { to: "{{trigger.email}}", body: "Hi" } },
  ],
  ...more,
});
const send = (route: Handlers, sent: Sent) =>
  call(route, { ...sent, headers: { ...holder.bearer, "x-forwarded-for": newId(), ...sent.headers } });

beforeAll(async () => {
  holder = await newDemoLike();
  await pool().query(
    `insert into events (id, workspace_id, type, raw_type, source, payload, subject, occurred_at, created_at)
     select gen_random_uuid(), $1, 'order.created', 'order.created', 'api', '{}', 'email:p' || n || '@example.com', now(), now()
     from generate_series(1, $2) n`,
    [holder.person.workspace.id, MANY],
  );
});

const refusal = {
  status: 409,
  body: {
    status: 409,
    detail: expect.stringMatching(
      /^“Write to all” was not published\. 501 people were named by “order\.created” in the last 30 days: .* more than 500 .* as a draft/,
    ),
  },
};

describe("a flow that would reach more than 500 people for the first time", () => {
  test("is not made active by POST, PATCH or publish; as a draft it is welcome", async () => {
    expect(await send(createRoute, { body: document({ id: "many", status: "active" }) })).toMatchObject(
      refusal,
    );
    expect(await send(flowRoute, { method: "GET", params: { id: "many" } })).toMatchObject({ status: 404 });
    expect(await send(createRoute, { body: document({ id: "many" }) })).toMatchObject({
      status: 201,
      body: { status: "draft" },
    });
    const params = { id: "many" };
    expect(await send(flowRoute, { method: "PATCH", params, body: { status: "active" } })).toMatchObject(
      refusal,
    );
    expect(await send(publishRoute, { params, body: {} })).toMatchObject(refusal);
    expect(await send(flowRoute, { method: "GET", params })).toMatchObject({ body: { status: "draft" } });
  });

  test("is made active when fewer fit, or it writes to nobody", async () => {
    const narrow = {
      type: "event",
      event_types: ["order.created"],
      filter: { field: "total", operator: "gt", value: 1 },
    };
    for (const more of [
      { trigger: narrow },
      { steps: [{ id: "log", type: "action", action_id: "log", config: { message: "x" } }] },
    ])
      expect(await send(createRoute, { body: document({ ...more, status: "active" }) })).toMatchObject({
        status: 201,
        body: { status: "active" },
      });
  });
});
