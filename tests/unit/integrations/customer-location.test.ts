import { expect, test } from "vitest";
import { customerLocation } from "@/server/integrations/sandbox-plugins/customer-location";

const us = { location: { country: "US", city: "New York" } };

test.each([
  ["equals", "us", us, true],
  ["equals", "New York", us, true],
  ["equals", "New", us, false],
  ["equals", "US", { location: "US" }, true],
  ["equals", "US", { country: "us" }, true],
  ["contains", "york", us, true],
  ["contains", "", us, false],
  ["in", ["DE", "US"], us, true],
  ["in", "DE, US", us, true],
  ["in", ["DE", "FR"], us, false],
  ["equals", null, us, false],
  ["equals", "US", {}, false],
  ["equals", "US", null, false],
  ["matches", "US", us, false],
])("%s %j on %j is %s", (operator, value, payload, expected) => {
  expect(customerLocation({ operator, value, payload })).toBe(expected);
});
