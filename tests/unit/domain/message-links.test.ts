import { expect, test } from "vitest";
import { messageLinks } from "@/server/domain/message-links";

const token = "a".repeat(43);

test("the links of an email are those of its anchors, once each and decoded, without the way out", () => {
  const html = `<p>https://example.com/plain</p>
    <a href="https://example.com/a?x=1&amp;y=2">A</a><a class='b' href='https://example.com/b'>B</a>
    <a href="https://example.com/a?x=1&amp;y=2">again</a> <a href="mailto:x@example.com">mail</a>
    <a href="javascript:alert(1)">no</a> <a href="/relative">no</a>
    <a href="http://localhost:3000/u/${token}">Unsubscribe</a>`;
  expect(messageLinks({ html, text: "" })).toEqual([
    "https://example.com/a?x=1&y=2",
    "https://example.com/b",
  ]);
});

test("those of a text are the addresses in it, without what ends the sentence", () => {
  const text = `See https://example.com/a, or (https://example.com/b). Not http://localhost/u/${token}`;
  expect(messageLinks({ html: null, text })).toEqual(["https://example.com/a", "https://example.com/b"]);
});

test("there are at most twenty", () => {
  const text = Array.from({ length: 50 }, (_, at) => `https://example.com/${at}`).join(" ");
  expect(messageLinks({ html: null, text })).toHaveLength(20);
});
