import { env } from "../env";

/** Boundaries at which a test may kill the process, to prove that nothing is lost or done twice. */
export type Failpoint =
  | "after_accept"
  | "after_intent"
  | "after_effect"
  | "after_record"
  | "after_memo"
  | "after_wait_row";

let passed = 0;

/** Ends the process with SIGKILL when BATON_FAILPOINT names this point ("after_record", or "after_record:3" for the third time). */
export function failpoint(point: Failpoint): void {
  const setting = env().BATON_FAILPOINT;
  if (!setting) return;
  const [name, nth = "1"] = setting.split(":");
  if (name !== point) return;
  passed += 1;
  if (passed >= Number(nth)) process.kill(process.pid, "SIGKILL");
}
