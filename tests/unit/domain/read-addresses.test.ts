import { expect, test } from "vitest";
import { readAddresses } from "@/server/domain/read-addresses";

test.each([
  ["Ann@Example.com", ["ann@example.com"], []],
  ["+49 151 12345678\r\n0049 151 12345678", ["+4915112345678"], []],
  ['"ann@example.com";<bob@example.com>\teve@example.com', 3, []],
  ["email\nann@example.com", ["ann@example.com"], ["email"]],
  ["0151 123, ann@", [], ["0151 123", "ann@"]],
  [" \n,;", [], []],
])("%j", (text, addresses, unreadable) => {
  const read = readAddresses(text);
  expect(typeof addresses === "number" ? read.addresses.length : read.addresses).toEqual(addresses);
  expect(read.unreadable).toEqual(unreadable);
});
