import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { settingsPages } from "@/components/settings/settings-pages";
import { palettePages } from "@/components/shell/palette-pages";
import { matchWords } from "@/components/ui/match-words";
import { mayRole } from "@/server/api/permissions";
import type { Role } from "@/server/domain/workspace";

const pagesOf = (role: Role) => settingsPages((permission) => mayRole(role, permission));

/** What ⌘K lists for these words, the best first, as it ranks its items. */
const found = (words: string, role: Role = "owner") =>
  palettePages(pagesOf(role))
    .flatMap(({ pages }) => pages)
    .map(({ value, keywords, path }) => ({ path, score: matchWords(words, value, keywords) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ path }) => path);

test.each([
  ["billing", "/settings/billing"],
  ["invoice", "/settings/billing"],
  ["plan", "/settings/billing"],
  ["credit card", "/settings/billing"],
  ["api key", "/settings/api-keys"],
  ["team", "/settings/members"],
  ["invite", "/settings/members"],
  ["time zone", "/settings"],
  ["webhook", "/settings/connections"],
  ["unsubscribe", "/settings/sending"],
  ["audit", "/settings/audit"],
  ["voice", "/settings/voice-agents"],
  ["round robin", "/settings/owner-pools"],
  ["device", "/settings/sessions"],
  ["message templates", "/settings/message-templates"],
  ["tokens", "/usage"],
  ["settings", "/settings"],
  ["templates", "/templates"],
  ["home", ""],
])("“%s” leads to %s", (words, path) => expect(found(words)[0]).toBe(path));

test.each(["no such thing", "logo", "xq"])("“%s” finds none", (words) => expect(found(words)).toEqual([]));

test("letters that are strewn over what a page is known by are no find", () => {
  expect(found("team")).toEqual(["/settings/members"]);
  expect(found("smtp")).toEqual(["/settings/connections"]);
});

test("nobody is led to a page that is not for them", () => {
  const paths = (role: Role) => pagesOf(role).map(({ path }) => path);
  const forAll = paths("owner").filter((path) => !["/connections", "/api-keys", "/audit"].includes(path));
  expect(forAll).toHaveLength(paths("owner").length - 3);
  expect(paths("admin")).toEqual(paths("owner"));
  expect([paths("editor"), paths("viewer")]).toEqual([forAll, forAll]);
  expect(found("api key", "editor")).not.toContain("/settings/api-keys");
});

test("every page that is listed is there", () => {
  for (const { path } of pagesOf("owner"))
    expect(existsSync(`app/(workspace)/w/[workspace]/settings${path}/page.tsx`)).toBe(true);
});
