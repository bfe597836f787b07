import { installAnnouncer } from "@/inngest/announcer";
import { backlogSince } from "@/inngest/executor/backlog";
import { startExecutor } from "@/inngest/executor/start-executor";
import { setBacklogProbe } from "../engine/announce";
import { startWatchdog } from "../engine/watchdog";
import { logger } from "../logger";
import { startChores } from "./chores";
import { startHeartbeat } from "./heartbeat";

export type Worker = { stop(): Promise<void> };

/** Everything that works without being asked: executor, watchdog, chores, heartbeat. One call per process. */
export async function startWorker(): Promise<Worker> {
  installAnnouncer();
  const executor = await startExecutor();
  setBacklogProbe(backlogSince);
  const watchdog = startWatchdog();
  const chores = startChores();
  const heartbeat = await startHeartbeat();
  logger.info("worker started");
  return {
    async stop() {
      await heartbeat.stop();
      watchdog.stop();
      await executor.stop();
      await chores.stop();
      logger.info("worker stopped");
    },
  };
}
