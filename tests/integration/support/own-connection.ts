import pg from "pg";
import { onTestFinished } from "vitest";
import { env } from "@/server/env";

/** A connection beside the pool, for the length of a test: one that is killed there was never this one. */
export async function ownConnection(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}
