import type { InngestFunction } from "inngest";
import { fireSchedules } from "./fire-schedules";
import { reconcileUsage } from "./reconcile-usage";
import { replayFlow } from "./replay-flow";
import { reportUsage } from "./report-usage";
import { runFlow } from "./run-flow";
import { tendBilling } from "./tend-billing";
import { tendDryRuns } from "./tend-dry-runs";

/** Every function there is. */
export const functions: InngestFunction.Like[] = [
  runFlow,
  fireSchedules,
  replayFlow,
  tendDryRuns,
  tendBilling,
  reportUsage,
  reconcileUsage,
];

/**
 * Functions to which an event id matters only while its run lives: the engine's fence refuses what comes later, and a
 * memory of every run's id for a day would be the largest table there is.
 */
export const forgetful: string[] = ["baton-run-flow"];
