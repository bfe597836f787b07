import { type Duration, durationMs } from "./duration";
import type { FlowSettings } from "./flow-settings";
import type { FlowProblem } from "./problem";

/** What a flow's settings say and nobody could hold to. Their shape is the schema's to check. */
export function settingsProblems(settings: FlowSettings): FlowProblem[] {
  const { quiet_hours: quiet, cool_down: coolDown, frequency_cap: cap } = settings;
  const problems: FlowProblem[] = [];
  const complain = (field: string, message: string) =>
    problems.push({ stepId: null, field: `settings.${field}`, message });
  for (const end of ["from", "to"] as const)
    if (quiet && !TIME.test(quiet[end]))
      complain(
        `quiet_hours.${end}`,
        `Quiet hours: “${quiet[end]}” is no time of day. Write one such as 21:00.`,
      );
  if (coolDown && !isLength(coolDown))
    complain("cool_down", `Cool-down: “${coolDown.value}” is no length of time. Write a number above zero.`);
  if (cap && !isLength(cap.per))
    complain(
      "frequency_cap.per",
      `Frequency cap: “${cap.per.value}” is no length of time. Write a number above zero.`,
    );
  return problems;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** It holds for every contact alike: a reference to a run's data has nothing to refer to. */
const isLength = (length: Duration) => (durationMs(length) ?? 0) > 0;
