import { describe, expect, test } from "vitest";
import { widgets } from "@/components/flow-builder/inspector/fields/form-field";
import { allActions, findAction, manifest } from "@/server/integrations/registry";

const known: string[] = [...widgets, "textarea", "checkbox", "select"];

describe.each(manifest())("$key", (action) => {
  test("can be sent to a browser as JSON, complete with words", () => {
    expect(JSON.parse(JSON.stringify(action))).toEqual(action);
    expect(
      action.title && action.description && action.icon && action.category && action.integration,
    ).toBeTruthy();
    expect(action.sampleOutput).not.toBeNull();
  });

  test("every field draws itself: a title and a known widget", () => {
    const { properties } = action.inputSchema as {
      properties: Record<string, { title?: string; widget?: string }>;
    };
    for (const [name, field] of Object.entries(properties)) {
      expect(field.title, name).toBeTruthy();
      expect(known, name).toContain(field.widget);
    }
    for (const field of Object.values(action.aliases)) expect(properties).toHaveProperty(field);
  });

  test("a left-out required field is told in a sentence", () => {
    const parsed = findAction(action.key)?.parse({});
    if (action.required.length === 0) return expect(parsed).toMatchObject({ ok: true });
    const problems = parsed?.ok === false ? parsed.problems : [];
    expect(problems.map(({ field }) => field).sort()).toEqual([...action.required].sort());
    for (const { message } of problems) expect(message).toMatch(/^[A-Z].*\.$/);
  });
});

test("keys are unique and found; anything else is not", () => {
  expect(new Set(allActions().map(({ key }) => key)).size).toBe(manifest().length);
  for (const { key } of allActions()) expect(findAction(key)?.key).toBe(key);
  for (const key of ["", "toString", "__proto__", "make_coffee"]) expect(findAction(key)).toBeNull();
});

test("an event cannot add to an HTTP request", () => {
  expect(findAction("http_request")?.fields).toEqual([]);
});

test.each([
  ["GET", false, "idempotent"],
  ["head", false, "idempotent"],
  ["PUT", false, "idempotent"],
  ["DELETE", false, "idempotent"],
  ["POST", false, "once"],
  ["patch", false, "once"],
  ["POST", true, "idempotent"],
  ["PATCH", "true", "idempotent"],
])("http_request %s (key honoured: %s) is %s", (method, honours, effect) => {
  const action = findAction("http_request");
  const parsed = action?.parse({
    url: "https://example.com",
    method,
    receiver_honours_idempotency_key: honours,
  });
  expect(parsed?.ok && action?.effect(parsed.value)).toBe(effect);
});
