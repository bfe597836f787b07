import { AppError, type ErrorCode, type StepError } from "@/server/domain/errors";

/** Why a single action was not done, as an address that does one action answers it. */
export function directError({ code, message, retryable }: StepError): AppError {
  const known = CODES[code] ?? (retryable ? "unavailable" : "invalid");
  return new AppError(known, message);
}

const CODES: Record<string, ErrorCode> = {
  out_of_tokens: "payment_required",
  payment_overdue: "payment_required",
  plugin_not_installed: "not_found",
  contact_not_found: "not_found",
  cancelled: "conflict",
  outcome_unknown: "unavailable",
  action_failed: "unavailable",
  http_404: "not_found",
  http_409: "conflict",
};
