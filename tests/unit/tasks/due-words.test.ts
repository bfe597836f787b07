import { expect, test } from "vitest";
import { dayFromNow, dueDay, dueWords } from "@/components/tasks/due-words";
import { blankDraft, patchOf } from "@/components/tasks/task-draft";

/** Saturday 23:30 in Berlin, Saturday afternoon in New York. */
const NOW = Date.parse("2026-03-07T22:30:00Z");

test.each([
  ["2026-03-07T22:59:59.999Z", "Europe/Berlin", "Today"],
  ["2026-03-07T21:00:00Z", "Europe/Berlin", "Today 22:00"],
  ["2026-03-08T22:59:59.999Z", "Europe/Berlin", "Tomorrow"],
  ["2026-03-06T22:59:59.999Z", "Europe/Berlin", "Yesterday"],
  // The clocks of New York went forward that Sunday.
  ["2026-03-09T03:59:59.999Z", "America/New_York", "Tomorrow"],
  ["2026-03-13T09:00:00Z", "Europe/Berlin", "Fri 10:00"],
  ["2026-03-14T22:59:59.999Z", "Europe/Berlin", "14 Mar"],
  ["2026-02-01T22:59:59.999Z", "Europe/Berlin", "1 Feb"],
  ["2027-01-05T22:59:59.999Z", "Europe/Berlin", "5 Jan 2027"],
])("due at %s in %s: %s", (at, zone, words) => {
  expect(dueWords(new Date(at), NOW, zone)).toBe(words);
});

test("days are counted on the calendar of the workspace", () => {
  expect(dayFromNow(0, NOW, "Europe/Berlin")).toBe("2026-03-07");
  expect(dayFromNow(1, Date.parse("2026-03-07T23:30:00Z"), "Europe/Berlin")).toBe("2026-03-09");
  expect(dayFromNow(25, NOW, "America/New_York")).toBe("2026-04-01");
  expect(dueDay(new Date("2026-03-07T23:30:00Z"), "Europe/Berlin")).toBe("2026-03-08");
});

test("a form sends what was changed in it alone, and null for what was taken away", () => {
  const before = { ...blankDraft, title: "Call", due: "2026-03-08", contact: { id: "c", name: "Ada" } };
  expect(patchOf(before, { ...before })).toEqual({});
  expect(patchOf(before, { ...before, title: "Call Ada", due: "", contact: null })).toEqual({
    title: "Call Ada",
    due_date: null,
    contact: null,
  });
  expect(patchOf(before, { ...before, assignee: "u1", priority: "high" })).toEqual({
    assignee: "u1",
    priority: "high",
  });
});
