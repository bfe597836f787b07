import { describe, expect, test } from "vitest";
import { birthday } from "@/server/domain/birthday";
import { stricter } from "@/server/domain/consent";
import { contactPatchSchema, isCustomerEvent, newContactSchema } from "@/server/domain/contact";
import { contactTagsSchema, withoutTags } from "@/server/domain/contact-tags";

const problems = (patch: unknown) => {
  const parsed = contactPatchSchema.safeParse(patch);
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};

describe("a patch of a contact", () => {
  test("writes values as they are kept, and blank ones as nothing", () => {
    expect(
      contactPatchSchema.parse({
        ...{ email: " Ada@Example.COM ", phone: "+1 (415) 555-0100", name: " Ada\u0000 ", status: "" },
        ...{ timezone: "Europe/Berlin", locale: "de_at", birthday: "1992-02-29", tags: "vip, , VIP" },
      }),
    ).toEqual({
      ...{ email: "ada@example.com", phone: "+14155550100", name: "Ada", status: null },
      ...{ timezone: "Europe/Berlin", locale: "de-AT", birthday: "1992-02-29", tags: ["vip"] },
    });
    expect(contactPatchSchema.parse({})).toEqual({});
    expect(contactPatchSchema.parse({ email: null, tags: null, score: null })).toEqual({
      email: null,
      tags: [],
      score: null,
    });
  });

  test.each([
    [{ email: "ada" }, "email: “ada” is no email address. Write one like ada@example.com."],
    [{ phone: "555" }, "phone: “555” is no phone number. Write it with its country code, like +14155550100."],
    [{ timezone: "Mars" }, "timezone: “Mars” is no time zone. Choose one like Europe/Berlin."],
    [{ locale: "german!" }, "locale: “german!” is no language. Write a code like en, de-AT or pt-BR."],
    [{ score: 1001 }, "score: The score is at most 1000."],
    [{ priority: "asap" }, "priority: Has to be low, normal, high or urgent."],
    [{ tags: ["x".repeat(61)] }, "tags.0: A tag is at most 60 characters long."],
    [{ fields: { a: "x".repeat(40_000) } }, "fields: Custom fields are at most 32 KB together."],
  ])("says what is wrong: %o", (patch, message) => {
    expect(problems(patch)).toEqual([message]);
  });

  test("somebody new needs something to be found by", () => {
    expect(newContactSchema.safeParse({ name: "Ada" }).success).toBe(false);
    for (const key of [{ email: "a@b.co" }, { phone: "+14155550100" }, { external_id: "c1" }])
      expect(newContactSchema.safeParse(key).success).toBe(true);
  });
});

test.each([
  ["1990-02-28", "1990-02-28"],
  ["1992-02-29", "1992-02-29"],
  ["1900-02-29", null],
  ["1993-02-29", null],
  ["--02-29", "--02-29"],
  ["02-29", "--02-29"],
  ["--02-30", null],
  ["1990-13-01", null],
  ["1990-00-10", null],
  ["1990-02-28T00:00:00Z", "1990-02-28"],
  ["0001-01-01", null],
  ["28.02.1990", null],
])("birthday %s is %s", (text, kept) => {
  expect(birthday(text)).toBe(kept);
});

test("tags: the first spelling stays, and any spelling is taken away", () => {
  expect(contactTagsSchema.parse(["VIP", "vip", " new   lead "])).toEqual(["VIP", "new lead"]);
  expect(withoutTags(["VIP", "fair"], ["vip", "gone"])).toEqual(["fair"]);
});

test("of two words the stricter one holds", () => {
  expect(stricter("granted", "denied")).toBe("denied");
  expect(stricter("denied", undefined)).toBe("denied");
  expect(stricter(undefined, "granted")).toBe("granted");
  expect(stricter(undefined, undefined)).toBeUndefined();
});

test.each([
  ["customer.created", true],
  ["order.status_changed", true],
  ["payment.received", true],
  ["payment.failed", false],
  ["lead.created", false],
  ["form.submitted", false],
])("who is told of by %s is a customer: %s", (type, is) => {
  expect(isCustomerEvent(type)).toBe(is);
});
