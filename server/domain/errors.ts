/** What went wrong, in one of twelve words. Each edge (tRPC, REST, pages) maps a code once. */
export const errorCodes = [
  "bad_request",
  "unauthorized",
  "payment_required",
  "forbidden",
  "not_found",
  "conflict",
  "too_large",
  "unsupported_media_type",
  "invalid",
  "rate_limited",
  "unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export const httpStatus: Record<ErrorCode, number> = {
  bad_request: 400,
  unauthorized: 401,
  payment_required: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

/** `stepId`: the step of a flow whose field it is. */
export type FieldProblem = { field: string; message: string; stepId?: string };

/** What stands where something older was to be written over. */
export type StaleDraft = {
  revision: number;
  draft: unknown;
  by: { id: string | null; name: string };
  at: Date | null;
};

/** Thrown by our own code; the message is for the person who asked, and names the way out. */
export class AppError extends Error {
  override readonly name = "AppError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: {
      problems?: FieldProblem[];
      retryAfterSeconds?: number;
      existingId?: string;
      stale?: StaleDraft;
    } = {},
  ) {
    super(message);
  }
}

/**
 * Thrown by an action. retryable: the step is tried again as its flow's settings say (after `retryAfterMs` when given);
 * otherwise it fails into its error branch.
 */
export class ActionError extends Error {
  override readonly name = "ActionError";
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  constructor(
    readonly code: string,
    message: string,
    options: { retryable?: boolean; retryAfterMs?: number } = {},
  ) {
    super(message);
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

export type StepError = { code: string; message: string; retryable: boolean };
