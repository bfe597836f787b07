import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { freeSlug, isReservedSlug, SLUG_MAX, slugFromName } from "@/server/domain/slug";

describe("slugFromName", () => {
  test.each([
    ["Café Müller & Söhne", "cafe-muller-sohne"],
    ["  ACME, Inc. ", "acme-inc"],
    ["Straße 9", "strasse-9"],
    ["東京", "team"],
    ["API", "api-team"],
    ["Sign in", "sign-in-team"],
    [
      "The Extraordinarily Long Company Name of Upper Marlborough",
      "the-extraordinarily-long-company-name-of-upper",
    ],
  ])("%s → %s", (name, slug) => expect(slugFromName(name)).toBe(slug));

  test("is a word for an address whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (name) => {
        const slug = slugFromName(name);
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slug.length).toBeLessThanOrEqual(SLUG_MAX + "-team".length);
        expect(isReservedSlug(slug)).toBe(false);
      }),
    );
  });
});

describe("freeSlug", () => {
  test("counts up to the first that is free", () => {
    expect(freeSlug("acme", new Set())).toBe("acme");
    expect(freeSlug("acme", new Set(["acme", "acme-2", "acme-4"]))).toBe("acme-3");
  });

  test("stays within the length", () => {
    const long = "x".repeat(SLUG_MAX);
    expect(freeSlug(long, new Set([long]))).toBe(`${"x".repeat(SLUG_MAX - 2)}-2`);
  });
});
