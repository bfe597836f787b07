import { describe, expect, test } from "vitest";
import { htmlToText } from "@/server/integrations/messaging/html-to-text";
import { isHtml, layOutEmail } from "@/server/integrations/messaging/lay-out-email";
import { renderTemplate } from "@/server/integrations/messaging/message-template";

const around = { workspace: "Acme & Sons", unsubscribeUrl: "https://baton.test/u/abc" };
const text = (body: string, purpose: "transactional" | "marketing" = "transactional") =>
  layOutEmail({ subject: "Hi", body, format: "text" }, { ...around, purpose });
const html = (body: string, purpose: "transactional" | "marketing" = "transactional") =>
  layOutEmail({ subject: "Hi", body, format: "html" }, { ...around, purpose });

describe("a text", () => {
  test("becomes paragraphs, lines and links, and nothing of it becomes markup", () => {
    const { html: laidOut, text: words } = text(
      "Hi <b>Ada</b> & co,\nsee https://a.example/x?y=1&z=2.\n\nBye",
    );
    expect(laidOut).toContain("Hi &lt;b&gt;Ada&lt;/b&gt; &amp; co,<br>");
    expect(laidOut).toContain('<a href="https://a.example/x?y=1&amp;z=2"');
    expect(laidOut).toContain("</a>.</p>");
    expect(laidOut.match(/<p style/g)).toHaveLength(2);
    expect(words).toBe("Hi <b>Ada</b> & co,\nsee https://a.example/x?y=1&z=2.\n\nBye");
  });

  test("is a document that mail programs read: a title, tables, both colour schemes, no script", () => {
    const { html: laidOut } = text("Hello");
    expect(laidOut).toMatch(/^<!doctype html>/);
    expect(laidOut).toContain("<title>Hi</title>");
    expect(laidOut).toContain('name="color-scheme" content="light dark"');
    expect(laidOut).toContain('role="presentation"');
    expect(laidOut).not.toMatch(/<script|javascript:|<link/i);
  });
});

describe("the way out", () => {
  test("is the footer of marketing, in both forms, and of nothing else", () => {
    expect(text("Hello").html).not.toContain("Unsubscribe");
    const { html: laidOut, text: words } = text("Hello", "marketing");
    expect(laidOut).toContain('<a href="https://baton.test/u/abc"');
    expect(laidOut).toContain("Sent by Acme &amp; Sons.");
    expect(words).toMatch(/Unsubscribe: https:\/\/baton\.test\/u\/abc$/);
  });

  test("stands where the text has it, and then not twice", () => {
    const { html: laidOut, text: words, body } = text("Bye: {{unsubscribe_url}}", "marketing");
    expect(laidOut.match(/href="https:\/\/baton\.test\/u\/abc"/g)).toHaveLength(1);
    expect(words).toBe("Bye: https://baton.test/u/abc");
    expect(body).toBe(words);
  });

  test("goes before the end of a document of their own", () => {
    const { html: laidOut } = html("<html><body><p>Buy</p></body></html>", "marketing");
    expect(laidOut).toMatch(
      /^<html><body><p>Buy<\/p><div[^>]*>Sent by .*Unsubscribe<\/a><\/div><\/body><\/html>$/s,
    );
  });
});

describe("HTML", () => {
  test("is only what begins with a tag: data inside a text cannot make it so", () => {
    for (const one of ["<p>Hi</p>", "  <!doctype html><p>", "<h1 class='x'>", "<br/>"])
      expect(isHtml(one)).toBe(true);
    for (const one of ["Hi <a href='x'>Ada</a>", "1 < 2", "<3 you", "<ada@example.com> wrote", ""])
      expect(isHtml(one)).toBe(false);
  });

  test("has its words for programs that show none", () => {
    expect(
      htmlToText(
        "<style>p{}</style><h1>Hello&nbsp;Ada</h1><p>One<br>two &amp; <a href='https://a.example/b'>here</a></p><ul><li>x</li><li>y</li></ul><img alt='Logo' src='l.png'><script>no()</script>",
      ),
    ).toBe("Hello Ada\n\nOne\ntwo & here (https://a.example/b)\n\n- x\n- y\nLogo");
  });

  test("of a template shows what data brings as text", () => {
    const rendered = renderTemplate(
      {
        name: "x",
        channel: "email",
        subject: "For {{ name }}",
        html: "<p>{{ name }} {{ contact.city }}</p>",
        text: "",
      },
      { name: "<script>x</script>", contact: { city: "A & B" } },
    );
    expect(rendered).toEqual({
      subject: "For <script>x</script>",
      body: "<p>&lt;script&gt;x&lt;/script&gt; A &amp; B</p>",
      format: "html",
    });
  });

  test("merge fields fall back", () => {
    const template = {
      name: "x",
      channel: "sms" as const,
      subject: "",
      html: null,
      text: 'Hi {{ contact.first_name | default: "there" }}',
    };
    expect(renderTemplate(template, {}).body).toBe("Hi there");
    expect(renderTemplate(template, { contact: { first_name: "Ada" } }).body).toBe("Hi Ada");
  });
});
