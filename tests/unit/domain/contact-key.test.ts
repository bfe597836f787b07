import { describe, expect, test } from "vitest";
import { contactFromPayload, emailAddress } from "@/server/domain/contact-key";
import { phoneNumber } from "@/server/domain/phone-number";

describe("contactFromPayload", () => {
  test("the customer's own id is the surest key, the email is what other sources share", () => {
    expect(
      contactFromPayload({
        customer_id: "cust_123",
        email: " John@Example.COM ",
        phone: "+1 (415) 555-2671",
        name: "John Doe",
      }),
    ).toEqual({
      keys: ["id:cust_123", "email:john@example.com", "phone:+14155552671"],
      subject: "email:john@example.com",
      externalId: "cust_123",
      email: "john@example.com",
      phone: "+14155552671",
      name: "John Doe",
    });
  });

  test("other names of the same fields are read", () => {
    expect(
      contactFromPayload({ customer_email: "a@b.co", first_name: "Ada", last_name: "Byron", contact_id: 42 }),
    ).toMatchObject({
      keys: ["id:42", "email:a@b.co"],
      name: "Ada Byron",
    });
    expect(contactFromPayload({ customer_name: "Acme", phone: "0049 30 901820" })).toEqual({
      keys: ["phone:+4930901820"],
      subject: "phone:+4930901820",
      phone: "+4930901820",
      name: "Acme",
    });
  });

  test("what is no address and no number names nobody", () => {
    expect(
      contactFromPayload({ email: "nobody", phone: "+1 555", customer_id: { $ne: 1 }, name: 5.5 }),
    ).toEqual({ keys: [], subject: null });
    expect(contactFromPayload({ email: ["a@b.co"], customer_id: "" })).toEqual({ keys: [], subject: null });
    expect(contactFromPayload({ email: "bad", customer_email: "good@b.co" }).keys).toEqual([
      "email:good@b.co",
    ]);
  });

  test("control characters, which PostgreSQL cannot store, are taken out", () => {
    expect(contactFromPayload({ customer_id: "a\u0000b", name: "X\u0007Y" })).toMatchObject({
      externalId: "ab",
      name: "XY",
    });
  });
});

test.each([
  "a@b",
  "a b@c.de",
  "a@b@c.de",
  "<a@b.co>",
  "a@b.co\r\nbcc: x@y.z",
  "a@.co",
  "@b.co",
  `${"a".repeat(65)}@b.co`,
])("%j is no email address", (text) => {
  expect(emailAddress(text)).toBeNull();
});

test.each([
  ["+15551234567", "+15551234567"],
  ["+44 20 7946 0958", "+442079460958"],
  ["4155552671", null],
  ["+1 555", null],
  ["call me", null],
  ["+1 415 555 2671 ext. 5", null],
  [`+1${"4".repeat(60)}`, null],
])("the phone number %s is %s", (text, number) => {
  expect(phoneNumber(text)).toBe(number);
});
