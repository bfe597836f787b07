import * as z from "zod";

/** A moment as it is posted, with its offset from UTC. */
export const timeField = z.iso.datetime({
  offset: true,
  error: "Has to be a time, such as 2026-03-12T15:00:00Z.",
});
