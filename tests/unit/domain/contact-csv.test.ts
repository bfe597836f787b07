import { expect, test } from "vitest";
import { contactOfRow, guessMapping } from "@/server/domain/contact-csv";

test("columns are known by many names, each once", () => {
  expect(guessMapping(["Full name", "E-mail address", "Mobile", "fields.plan", "Shoe", "Email"])).toEqual([
    "name",
    "email",
    "phone",
    "fields.plan",
    null,
    null,
  ]);
});

test("a row becomes a contact with its consents and custom fields; empty cells say nothing", () => {
  const mapping = guessMapping([
    ...["First name", "Last name", "Email", "Phone", "Tags", "Score"],
    ...["Kind", "SMS consent", "fields.plan", "Birthday"],
  ]);
  const cells = [
    "Ada",
    "Lovelace",
    "ADA@example.com",
    "",
    "vip; London",
    "80",
    "Customer",
    "Yes",
    "pro",
    "--02-29",
  ];
  expect(contactOfRow(cells, mapping)).toEqual({
    ok: true,
    row: {
      contact: {
        ...{ name: "Ada Lovelace", email: "ada@example.com", tags: ["vip", "London"], score: 80 },
        ...{ kind: "customer", birthday: "--02-29", fields: { plan: "pro" } },
      },
      consents: [{ channel: "sms", state: "granted" }],
    },
  });
});

test("every fault of a row is said, by its field", () => {
  const result = contactOfRow(["no address", "12", "perhaps"], ["email", "phone", "consent.email"]);
  expect(result.ok ? [] : result.problems.map(({ field }) => field)).toEqual([
    "consent.email",
    "email",
    "phone",
  ]);
  expect(contactOfRow(["Ada"], ["name"])).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringContaining("needs an email address") }],
  });
});
