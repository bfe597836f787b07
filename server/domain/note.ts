import * as z from "zod";

export const noteBodySchema = z
  .string("Write something down.")
  .trim()
  .min(1, "Write something down.")
  .max(10_000, "Use at most 10,000 characters.");
