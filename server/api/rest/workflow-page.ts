import * as z from "zod";
import { AppError } from "@/server/domain/errors";

/** Part of the query of every list that has pages. */
export const workflowPage = {
  limit: z.coerce
    .number("Has to be a whole number from 1 to 100.")
    .int("Has to be a whole number from 1 to 100.")
    .min(1, "Has to be at least 1.")
    .max(100, "Is at most 100.")
    .default(20)
    .meta({ description: "How many at most." }),
  cursor: z.string().min(1).max(1_000).optional().meta({ description: "next_cursor of the page before." }),
};

export const nextCursorSchema = z
  .string()
  .nullable()
  .meta({ description: "Send it as ?cursor= for the next page; null at the end." });

export const writeCursor = (place: unknown): string | null =>
  place === null ? null : Buffer.from(JSON.stringify(place)).toString("base64url");

/** Opaque to callers; whatever is not one of ours is refused. */
export function readCursor<Place>(schema: z.ZodType<Place>, cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const read = schema.safeParse(decoded(cursor));
  if (read.success) return read.data;
  const message = "Is no cursor of this list. Send next_cursor as it was answered, or start without one.";
  throw new AppError("invalid", `cursor: ${message}`, { problems: [{ field: "cursor", message }] });
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
