import type { RunFacts } from "./run-types";

/** What started a run, in words. */
export function runOrigin({
  origin,
  triggerEventType,
  mode,
}: Pick<RunFacts, "origin" | "triggerEventType" | "mode">): string {
  if (mode === "test") return `Test with ${triggerEventType || "a sample event"}`;
  switch (origin) {
    case "event":
      return triggerEventType;
    case "replay":
      return `Retry, ${triggerEventType}`;
    case "manual":
      return "Started by hand";
    case "sub_flow":
      return "Started by another flow";
    case "schedule":
      return "Schedule";
    default:
      return `Direct call${triggerEventType ? `, ${triggerEventType}` : ""}`;
  }
}
