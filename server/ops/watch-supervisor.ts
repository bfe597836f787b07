import { processIdentity } from "./file-lock";

const LOOK_EVERY_MS = 1_000;

/** Calls `gone` when the process that started this one has ended without ending it, as a killed launcher does. */
export function watchSupervisor(pid: number | undefined, gone: () => void): void {
  if (!pid) return;
  const identity = processIdentity(pid);
  const timer = setInterval(() => {
    if (identity !== null && processIdentity(pid) === identity) return;
    clearInterval(timer);
    gone();
  }, LOOK_EVERY_MS);
  timer.unref();
}
