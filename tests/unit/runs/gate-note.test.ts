import { expect, test } from "vitest";
import { gateNote } from "@/components/runs/gate-note";

const held = {
  status: "held",
  rule: "quiet_hours",
  reason: "Held until 08:00 in Berlin (quiet hours 21:00–08:00)",
  until: "2026-05-05T06:00:00.000Z",
};
const skipped = {
  status: "skipped",
  rule: "consent",
  reason: "the contact opted out of SMS on Mon 4 May 2026",
};

test.each([
  ["waiting", "gate", held, "held until 08:00 in Berlin (quiet hours 21:00–08:00)"],
  ["cancelled", "gate", held, "was held until 08:00 in Berlin (quiet hours 21:00–08:00)"],
  ["succeeded", "gate", skipped, "not sent: the contact opted out of SMS on Mon 4 May 2026"],
  // What an action answered itself is no note of the gate's.
  ["succeeded", null, skipped, null],
  ["succeeded", "gate", null, null],
  ["succeeded", "gate", "skipped", null],
] as const)("%s, %s: %j", (status, tokenNote, output, note) => {
  expect(gateNote({ status, tokenNote, output })).toBe(note);
});
