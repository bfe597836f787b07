import { snapshotEnvironment } from "@/server/env";
import { usesInngestServer } from "../client";
import { embeddedExecutor } from "./embedded-executor";

/** Runs our functions in this process until stopped; nothing when an Inngest server drives them. */
export async function startExecutor(
  options: { concurrency?: number } = {},
): Promise<{ stop(): Promise<void> }> {
  if (usesInngestServer()) return { stop: async () => {} };
  snapshotEnvironment();
  const executor = embeddedExecutor();
  const working = await executor.start(options);
  return {
    async stop() {
      await working.stop();
      await executor.close();
    },
  };
}
