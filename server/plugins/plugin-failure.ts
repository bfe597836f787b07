import { ActionError } from "../domain/errors";
import { OutgoingFailure } from "../integrations/outgoing-failure";
import { retryAfterMs } from "../integrations/retry-after";
import type { PluginAnswer } from "./call-plugin";

/** A plugin's refusal as a step's error. Plugins are given an idempotency key, so a repeat is safe. */
export function refusedByPlugin(
  slug: string,
  what: string,
  answer: PluginAnswer,
  body: unknown,
  now: Date,
): ActionError {
  const { status } = answer;
  const reason = reasonIn(body);
  const redirected = status >= 300 && status < 400 ? " (a signed request follows no redirect)" : "";
  return new ActionError(
    `http_${status}`,
    `The plugin “${slug}” answered ${status} to ${what}${redirected}${reason && `: ${reason}`}`,
    {
      retryable: status === 408 || status === 425 || status === 429 || status >= 500,
      retryAfterMs: retryAfterMs(answer.headers["retry-after"], now),
    },
  );
}

export function unansweredByPlugin(slug: string, what: string, failure: unknown): unknown {
  if (!(failure instanceof OutgoingFailure)) return failure;
  const passing =
    failure.reason === "not_reached" || failure.reason === "interrupted" || failure.reason === "timeout";
  return new ActionError(failure.reason, `The plugin “${slug}” did not do ${what}: ${failure.message}`, {
    retryable: passing,
  });
}

/** `error`, `detail`, `message` or `title` of its answer, whichever it uses. */
function reasonIn(body: unknown): string {
  if (typeof body === "string") return body.replace(/\s+/g, " ").trim().slice(0, 200);
  if (typeof body !== "object" || body === null) return "";
  const fields = new Map<string, unknown>(Object.entries(body));
  for (const name of ["error", "detail", "message", "title"]) {
    const value = fields.get(name);
    if (typeof value === "string" && value) return value.slice(0, 300);
    if (name === "error" && typeof value === "object" && value !== null) return reasonIn(value);
  }
  return "";
}
