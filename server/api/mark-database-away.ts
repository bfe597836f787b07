import { TRPCError } from "@trpc/server";
import { isDatabaseAway } from "@/server/db/database-away";
import { DATABASE_AWAY_DIGEST } from "@/server/domain/database-away-digest";

/** An error that a page is about to throw; when it is for want of the database, its error page is to say so. */
export function markDatabaseAway(error: unknown): unknown {
  const away = isDatabaseAway(error) || (error instanceof TRPCError && error.code === "SERVICE_UNAVAILABLE");
  return away && error instanceof Error ? Object.assign(error, { digest: DATABASE_AWAY_DIGEST }) : error;
}
