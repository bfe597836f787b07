import * as z from "zod";
import { eventFamily } from "./event-family";

/** What starts one flow and no other: its time, a person, another flow. */
export const flowEvents = eventFamily({
  "schedule.fired": {
    words: "its time comes",
    category: "flows",
    payload: z.looseObject({
      scheduled_for: z.iso.datetime(),
      fired_at: z.iso.datetime(),
      cron: z.string(),
      timezone: z.string(),
      late_ms: z.number().optional().meta({ description: "When it is late by more than a minute." }),
      missed: z.int().optional().meta({ description: "How many before it were left out." }),
    }),
    sample: {
      ...{ scheduled_for: "2026-03-12T08:00:00.000Z", fired_at: "2026-03-12T08:00:00.412Z" },
      ...{ cron: "0 9 * * 1-5", timezone: "Europe/Berlin" },
    },
  },
  "manual.started": {
    words: "somebody starts it",
    category: "flows",
    payload: z.looseObject({}),
    sample: { email: "john@example.com", message: "Hello" },
  },
  "flow.called": {
    words: "another flow starts it",
    category: "flows",
    payload: z.looseObject({}),
    sample: { email: "john@example.com" },
  },
});
