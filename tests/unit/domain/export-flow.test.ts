import { describe, expect, it } from "vitest";
import { exportFlow } from "@/server/domain/export-flow";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { importFlow } from "@/server/domain/import-flow";

const about = { externalId: "flow_1", name: "Greet", description: "Says hello" };
const flowOf = (config: Record<string, unknown>, variables: Record<string, unknown> = {}) =>
  flowDefinitionSchema.parse({
    trigger: { type: "manual" },
    steps: [{ id: "call", type: "action", action_id: "http_request", config }],
    variables,
  });

describe("a flow as a document", () => {
  it("is read back as it was", () => {
    const definition = flowOf({
      url: "https://example.com",
      body: { token_count: 3, note: "{{trigger.token}}" },
    });
    const { document, secrets } = exportFlow({ ...about, definition });
    expect(secrets).toEqual([]);
    const imported = importFlow(document);
    expect(imported).toMatchObject({ ok: true, flow: { ...about, definition } });
    if (imported.ok)
      expect(exportFlow({ ...imported.flow, definition: imported.flow.definition }).document).toEqual(
        document,
      );
  });

  it("leaves out what somebody wrote into it as a secret, and says where", () => {
    const definition = flowOf(
      {
        url: "https://ada:hunter2@example.com/hook",
        headers: {
          Authorization: "Bearer abcdefghijklmnopqrstuvwxyz",
          "X-Api-Key": "k-123",
          Accept: "text/html",
        },
        fields: [{ name: "password", value: "swordfish" }],
        body: { text: "the key is sk_live_4242424242424242" },
      },
      { apiKey: "k-999", greeting: "Hello" },
    );
    const { document, secrets } = exportFlow({ ...about, definition });
    const text = JSON.stringify(document);
    for (const secret of ["hunter2", "abcdefghijkl", "k-123", "swordfish", "4242", "k-999"])
      expect(text).not.toContain(secret);
    expect(text).toContain("text/html");
    expect(text).toContain("Hello");
    expect(secrets).toEqual([
      { stepId: "call", field: "config.url" },
      { stepId: "call", field: "config.headers.Authorization" },
      { stepId: "call", field: "config.headers.X-Api-Key" },
      { stepId: "call", field: "config.fields.0.value" },
      { stepId: "call", field: "config.body.text" },
      { stepId: null, field: "variables.apiKey" },
    ]);
    expect(importFlow(document)).toMatchObject({ ok: true });
  });

  it("keeps references: their values are not in it", () => {
    const headers = { Authorization: "Bearer {{variables.key}}" };
    const { document, secrets } = exportFlow({ ...about, definition: flowOf({ headers }) });
    expect(secrets).toEqual([]);
    expect(document.definition.steps[0]).toMatchObject({ config: { headers } });
  });
});
