import { expect, test } from "vitest";
import { agendaDays } from "@/components/commerce/agenda-days";

const at = (text: string) => ({ startsAt: new Date(text) });
const now = Date.parse("2026-03-12T20:00:00Z");

test("appointments stand under the day on which they start where the workspace is", () => {
  const items = [at("2026-03-12T22:30:00Z"), at("2026-03-12T23:30:00Z"), at("2026-03-13T09:00:00Z")];
  const read = (zone: string) =>
    agendaDays(items, zone, now).map(({ words, items }) => [words, items.length]);
  expect(read("UTC")).toEqual([
    ["Today, Thu 12 March", 2],
    ["Tomorrow, Fri 13 March", 1],
  ]);
  expect(read("Europe/Berlin")).toEqual([
    ["Today, Thu 12 March", 1],
    ["Tomorrow, Fri 13 March", 2],
  ]);
});

test("days of another year say so, in the order in which they come", () => {
  const days = agendaDays([at("2027-01-02T10:00:00Z"), at("2026-03-11T10:00:00Z")], "UTC", now);
  expect(days.map(({ words }) => words)).toEqual(["Sat, 2 January 2027", "Yesterday, Wed 11 March"]);
});
