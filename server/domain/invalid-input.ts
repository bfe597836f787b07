import type { StepError } from "./errors";
import type { ActionStep } from "./step";

/** What an action step whose input does not fit its action fails with. */
export function invalidInput(
  step: ActionStep,
  title: string,
  [first]: readonly { field: string; message: string }[],
): StepError {
  const what = first ? `${first.field}: ${first.message}` : "the input is not valid";
  const message = `${step.name ?? title}: ${what}. Check the step's fields and what the event brings.`;
  return { code: "invalid_input", message, retryable: false };
}
