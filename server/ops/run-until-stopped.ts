import { env } from "../env";
import { logger } from "../logger";
import { closeConnections } from "./close-connections";
import { watchSupervisor } from "./watch-supervisor";

const GIVE_UP_MS = 8_000;

/**
 * On SIGTERM or SIGINT, or when the supervisor is gone: stop the work, close the connections, end. `orphaned` does what
 * a killed supervisor could not do any more.
 */
export function runUntilStopped(
  stop: () => Promise<void>,
  orphaned: () => Promise<void> = async () => {},
): void {
  let stopping = false;
  const end = async (reason: string, last: () => Promise<void> = async () => {}) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), GIVE_UP_MS);
    logger.info({ reason }, "stopping");
    await stop().catch((error: Error) => logger.error({ error: error.message }, "stopping failed"));
    await closeConnections().catch(() => {});
    await last().catch(() => {});
    process.exit(0);
  };
  process.on("SIGTERM", () => void end("SIGTERM"));
  process.on("SIGINT", () => void end("SIGINT"));
  watchSupervisor(env().BATON_SUPERVISOR_PID, () => void end("the supervisor is gone", orphaned));
}
