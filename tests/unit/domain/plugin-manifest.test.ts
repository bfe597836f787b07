import { describe, expect, test } from "vitest";
import { pluginActionSchema, pluginManifestSchema } from "@/server/domain/plugin-manifest";
import { sandboxPlugins } from "@/server/integrations/sandbox-plugins/catalog";

describe("an action may be spelled in two ways", () => {
  test("id, name, input_schema", () => {
    expect(
      pluginActionSchema.parse({
        id: "send_welcome_email",
        name: "Send Welcome Email",
        endpoint: "/api/actions/send-welcome",
        method: "POST",
        input_schema: {
          email: { type: "string", required: true },
          variables: { type: "object" },
          note: "string",
        },
      }),
    ).toMatchObject({
      id: "send_welcome_email",
      title: "Send Welcome Email",
      method: "POST",
      fields: {
        email: { type: "string", required: true },
        variables: { type: "object", required: false },
        note: { type: "string", required: false },
      },
    });
  });

  test("action_type, title, required_fields: required, of any type, POST", () => {
    expect(
      pluginActionSchema.parse({
        action_type: "send_welcome_email",
        title: "Send Welcome Email",
        category: "email",
        required_fields: ["user_id", "email"],
        endpoint: "/actions/send-welcome-email",
      }),
    ).toEqual({
      id: "send_welcome_email",
      title: "Send Welcome Email",
      description: "",
      category: "email",
      endpoint: "/actions/send-welcome-email",
      method: "POST",
      fields: { user_id: { required: true }, email: { required: true } },
      outputSchema: {},
      messaging: { channel: "email", to: "email", purpose: null },
    });
  });

  test.each([
    [{ category: "logging" }, null],
    [{ category: "SMS", input_schema: { phone_number: "string" } }, ["sms", "phone_number", null]],
    [{ category: "voice", input_schema: { agent: "string" } }, ["call", null, null]],
    [
      { category: "crm", messaging: { channel: "sms", to: "mobile", purpose: "marketing" } },
      ["sms", "mobile", "marketing"],
    ],
  ])("%j reaches people as it says, or as its category does", (declared, told) => {
    const action = pluginActionSchema.parse({ id: "a", endpoint: "/a", ...declared });
    expect(action.messaging).toEqual(told && { channel: told[0], to: told[1], purpose: told[2] });
  });

  test("an action without a name is refused", () => {
    expect(pluginActionSchema.safeParse({ endpoint: "/a" }).success).toBe(false);
  });
});

test.each([
  "http://evil.example/a",
  "//evil.example/a",
  "/a//b",
  "/../admin",
  "/a/../b",
  "/a/%2E%2e/b",
  "/a/./b",
  "/a\\b",
  "/a?x=1",
  "/a#b",
  "actions/a",
  "/a b",
  "/a\n/b",
  "",
])("the endpoint %j leads elsewhere and is refused", (endpoint) => {
  expect(pluginActionSchema.safeParse({ id: "a", endpoint }).success).toBe(false);
});

test.each(["/", "/api/actions/send-welcome", "/v1.2/a..b/c"])("the endpoint %j is a path", (endpoint) => {
  expect(pluginActionSchema.safeParse({ id: "a", endpoint }).success).toBe(true);
});

test.each(sandboxPlugins.map((plugin) => [plugin.manifest.slug, plugin] as const))(
  "the manifest of %s is valid",
  (_, { manifest }) => {
    expect(pluginManifestSchema.safeParse(manifest)).toMatchObject({ success: true });
  },
);
