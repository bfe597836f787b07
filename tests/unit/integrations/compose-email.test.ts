import { describe, expect, test } from "vitest";
import { composeEmail } from "@/server/integrations/messaging/compose-email";
import { messageExcerpt } from "@/server/integrations/messaging/message-excerpt";
import { systemTemplateNames } from "@/server/integrations/messaging/system-templates";

describe.each(systemTemplateNames())("the template %s", (template) => {
  test("reads well with everything known, and with nothing", () => {
    const full = composeEmail({ template, data: { name: "John Doe", workspace: "Acme" } });
    expect(full.subject).toContain("John Doe");
    expect(full.subject).toContain("Acme");
    expect(full.body).toMatch(/^Hi John Doe,\n/);
    const bare = composeEmail({ template, data: {} });
    expect(bare.body).toMatch(/^Hi,\n/);
    for (const text of [full.subject, full.body, bare.subject, bare.body]) {
      expect(text).not.toMatch(/\{|\}|null|undefined| {2}| [,!]/);
    }
  });

  test("takes the customer's name from whatever field has one", () => {
    for (const data of [
      { customer_name: "Ada" },
      { name: "Ada", customer_name: null },
      { first_name: " Ada " },
    ]) {
      expect(composeEmail({ template, data }).body).toMatch(/^Hi Ada,/);
    }
  });

  test("a name is text, not a template", () => {
    expect(composeEmail({ template, data: { name: "{{ workspace }}", workspace: "Acme" } }).body).toMatch(
      /^Hi \{\{ workspace \}\},/,
    );
  });
});

test("the step's own subject goes before the template's", () => {
  const email = composeEmail({
    template: "welcome_email",
    subject: "Welcome John Doe!",
    body: "ignored",
    data: {},
  });
  expect(email).toMatchObject({ subject: "Welcome John Doe!", template: "welcome_email" });
  expect(email.body).not.toBe("ignored");
});

test("a template that nobody has falls back to subject and text", () => {
  expect(composeEmail({ template: "nobody", subject: "Hello", body: "Text", data: {} })).toEqual({
    subject: "Hello",
    body: "Text",
    format: "text",
    template: null,
  });
  expect(composeEmail({ template: "nobody", subject: "Hello", data: {} }).body).toBe("Hello");
});

test("an excerpt has 50 characters and halves none", () => {
  expect(messageExcerpt("a".repeat(60))).toBe("a".repeat(50));
  expect(messageExcerpt("😀".repeat(60))).toBe("😀".repeat(50));
});
