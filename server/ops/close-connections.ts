import { closeBus } from "../db/bus";
import { endLife } from "../db/liveness";

/** The last act of a process: what still waits to be announced goes out, then every connection closes. */
export async function closeConnections(): Promise<void> {
  await closeBus();
  await endLife();
  await globalThis.batonPool?.end().catch(() => {});
  globalThis.batonPool = undefined;
  globalThis.batonPrisma = undefined;
}
