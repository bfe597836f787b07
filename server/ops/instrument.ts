import { installAnnouncer } from "@/inngest/announcer";
import { env } from "../env";
import { runUntilStopped } from "./run-until-stopped";
import { startWorker } from "./worker";

/** Once per server process of Next.js: with the role "all" (npm run dev) the worker lives in it, too. */
export async function instrument(): Promise<void> {
  installAnnouncer();
  const worker = env().BATON_ROLE === "all" ? await startWorker() : null;
  runUntilStopped(async () => worker?.stop());
}
