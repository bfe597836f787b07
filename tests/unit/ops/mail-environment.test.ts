import { afterEach, expect, test } from "vitest";
import { completeEnvironment, env } from "@/server/env";
import { operatorMail } from "@/server/integrations/messaging/smtp/operator-mail";

const set = (url: string, from: string) =>
  completeEnvironment({ DATABASE_URL: "postgres://x", BATON_MAIL_URL: url, BATON_MAIL_FROM: from });
afterEach(() => set("", ""));

test.each([
  [
    "smtp://us%40er:p%3Ass@mail.example.com",
    "Baton of ours <no-reply@example.com>",
    { host: "mail.example.com", port: 587, security: "starttls", user: "us@er" },
    { from_name: "Baton of ours", from_address: "no-reply@example.com" },
  ],
  [
    "smtps://mail.example.com:2465",
    "no-reply@example.com",
    { host: "mail.example.com", port: 2465, security: "tls", user: "" },
    { from_name: "Baton", from_address: "no-reply@example.com" },
  ],
  [
    "smtp://localhost:25?tls=off",
    "<no-reply@example.com>",
    { host: "localhost", port: 25, security: "none", user: "" },
    { from_name: "Baton", from_address: "no-reply@example.com" },
  ],
])("%s from %s", (url, from, server, sender) => {
  set(url, from);
  expect(operatorMail()).toMatchObject({ settings: { ...server, ...sender }, trusted: true });
});

test("the password is as it was before it was written into an address", () => {
  set("smtps://user:p%3As%40s@mail.example.com", "a@example.com");
  expect(operatorMail()?.password).toBe("p:s@s");
});

test("without one, nothing is mailed", () => {
  set("", "");
  expect(operatorMail()).toBeNull();
});

test.each([
  ["https://mail.example.com", "a@example.com", /BATON_MAIL_URL: must be smtp/],
  ["smtp://mail.example.com", "", /BATON_MAIL_FROM: goes with BATON_MAIL_URL/],
  ["", "a@example.com", /BATON_MAIL_FROM: goes with BATON_MAIL_URL/],
  ["smtp://mail.example.com", "somebody", /BATON_MAIL_FROM: must be an email address/],
  ["smtp://mail.example.com", "A\r\nBcc: b@x.com <a@example.com>", /BATON_MAIL_FROM: must be/],
])("%s from %s is refused at the start", (url, from, complaint) => {
  set(url, from);
  expect(() => env()).toThrow(complaint);
});
