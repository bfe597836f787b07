import { expect, test } from "vitest";
import { curlCommand } from "@/components/flows/curl-command";
import { findJsonFault } from "@/components/flows/find-json-fault";
import { readDocument } from "@/components/flows/read-document";
import { readPayload } from "@/components/flows/read-payload";
import { settingsWords } from "@/components/flows/settings-words";
import { settingsSchema } from "@/server/domain/flow-settings";

test("a command survives quotes in its payload", () => {
  const command = curlCommand({ url: "http://localhost:3000/api/x", body: { name: "O'Neil" } });
  expect(command).toContain("curl -X POST 'http://localhost:3000/api/x'");
  expect(command).toContain(`"O'\\''Neil"`);
  expect(command).not.toContain("Authorization");
});

test("a payload is an object, or the reason why not", () => {
  expect(readPayload('{"a":1}')).toEqual({ ok: true, payload: { a: 1 } });
  expect(readPayload("[1]")).toMatchObject({ ok: false, message: expect.stringContaining("object") });
  expect(readPayload('{\n"a": 1,\n"b": }')).toMatchObject({
    ok: false,
    message: expect.stringContaining("line 3"),
  });
});

test("a document is read in both forms, and problems name their step", async () => {
  const simple = await readDocument(
    JSON.stringify({
      name: "Welcome",
      trigger_event: "customer_created",
      flow_definition: {
        steps: [{ type: "action", action_type: "send_email", payload_template: { to: "{{email}}" } }],
      },
    }),
  );
  expect(simple).toMatchObject({ ok: true, result: { ok: true, flow: { name: "Welcome" } } });
  const wrong = await readDocument(
    JSON.stringify({ name: "X", trigger: { type: "manual" }, steps: [{ id: "later", type: "delay" }] }),
  );
  expect(wrong).toMatchObject({ ok: true, result: { ok: false, problems: [{ stepId: "later" }] } });
  expect(await readDocument("{")).toMatchObject({ ok: false });
});

test("settings are sentences", () => {
  const words = settingsWords(settingsSchema.parse({ retry_count: 0, concurrency: 5 }));
  expect(words.map(({ text }) => text)).toEqual([
    "One attempt of a step may take 30 s.",
    "A failing step is not tried again.",
    "Every matching event starts a run.",
    "At most 5 runs are under way at a time; others wait.",
  ]);
});

test.each([
  ['{"a": [1, {"b": null}], "c": "\\u00e9"}', null],
  ["", 1],
  ['{\n  "a": 1,\n}', 3],
  ['{\n  "a": 1\n  "b": 2\n}', 3],
  ["{\n  a: 1\n}", 2],
  ['{"a": "\n"}', 1],
  ["{} {}", 1],
])("the line at which JSON breaks: %j", (text, line) => {
  expect(findJsonFault(text)).toBe(line);
});
