import { expect, test } from "vitest";
import * as usageRoute from "@/app/api/usage/route";
import { openApiDocument } from "@/server/api/rest/openapi";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { forgetWorkspaceFacts } from "@/server/engine/workspace-facts";
import { call, newKeyHolder } from "./support/rest";

test("GET /api/usage says what is used and included, to the milli-token", async () => {
  const { person, bearer } = await newKeyHolder(["usage:read"]);
  const get = () => call(usageRoute, { method: "GET", headers: bearer });
  const anchor = (
    await pool().query<{ billing_anchor: Date }>("select billing_anchor from workspaces where id = $1", [
      person.workspace.id,
    ])
  ).rows[0]?.billing_anchor;
  expect(await get()).toMatchObject({
    status: 200,
    body: {
      ...{ tokensUsed: 0, tokensIncluded: 100, overageEnabled: false },
      currentMonth: anchor?.toISOString().slice(0, 7),
      ...{ period_start: anchor?.toISOString(), period_end: null },
    },
  });
  await pool().query(
    `update workspaces set plan = 'starter', overage_enabled = true, billing_anchor = '2026-01-31T10:00:00Z' where id = $1`,
    [person.workspace.id],
  );
  forgetWorkspaceFacts(person.workspace.id);
  const { body } = await get();
  const period = String(body.period_start).slice(0, 10);
  await pool().query(
    "insert into usage_records (key, workspace_id, kind, amount, cost, period, created_at) values ($1, $2, 'email_sent', 1234567, 1, $3, now())",
    [newId(), person.workspace.id, period],
  );
  expect((await get()).body).toEqual({
    ...{ tokensUsed: 1_234.567, tokensIncluded: 1_000, overageEnabled: true },
    ...{ tokensCredited: 0, tokensOverage: 234.567 },
    currentMonth: period.slice(0, 7),
    period_start: `${period}T10:00:00.000Z`,
    period_end: expect.stringMatching(/T10:00:00\.000Z$/),
  });
});

test("a key without the scope is told which one it lacks", async () => {
  const { bearer } = await newKeyHolder(["events:write"]);
  const answer = await call(usageRoute, { method: "GET", headers: bearer });
  expect(answer).toMatchObject({ status: 403, body: { detail: expect.stringContaining("usage:read") } });
});

test("it is in the OpenAPI document", () => {
  expect(openApiDocument()).toMatchObject({ paths: { "/api/usage": { get: { "x-scope": "usage:read" } } } });
});
