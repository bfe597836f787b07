import type { Cause } from "@/server/records/cause";
import type { ActionContext } from "./action";

/** What a step writes was caused by its run; a test run's doings are a test too. */
export const stepCause = ({ runId, mode }: Pick<ActionContext, "runId" | "mode">): Cause => ({
  source: "platform",
  runId,
  mode,
});
