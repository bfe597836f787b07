import { expect, test } from "vitest";
import { auditDetails, auditSentence, nounWord } from "@/components/settings/audit-sentence";

test.each([
  ["flow.published", "flow", "published the flow"],
  ["api_key.revoked", "api_key", "revoked the API key"],
  ["member.role_changed", "member", "changed the role of"],
])("%s of a %s reads “%s”", (action, targetType, sentence) =>
  expect(auditSentence({ action, targetType })).toBe(sentence),
);

test.each([
  [{}, []],
  [null, []],
  [{ before: "viewer", after: "admin" }, ["viewer → admin"]],
  [
    { before: { name: "Old", timezone: "UTC" }, after: { name: "New", timezone: "UTC" } },
    ["name: Old → New"],
  ],
  [{ scopes: ["flows:read", "events:write"], origins: [] }, ["scopes: flows:read, events:write"]],
  [{ version_number: 3, note: "" }, ["version number: 3"]],
])("%j tells %j", (details, phrases) => expect(auditDetails(details)).toEqual(phrases));

test("nouns are written as people write them", () => {
  expect(["api_key", "flow", "webhook_token"].map(nounWord)).toEqual(["API key", "Flow", "Webhook token"]);
});
