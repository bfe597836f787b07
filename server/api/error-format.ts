import { TRPCError, type TRPCErrorShape } from "@trpc/server";
import * as z from "zod";
import { databaseAway } from "@/server/db/database-away";
import {
  AppError,
  type ErrorCode,
  type FieldProblem,
  httpStatus,
  type StaleDraft,
} from "@/server/domain/errors";

/** What the browser is told about a failure (`error.data.problem`). */
export type Problem = {
  code: ErrorCode;
  message: string;
  problems: FieldProblem[];
  retryAfterSeconds: number | null;
  existingId: string | null;
  /** Of a draft that somebody else saved meanwhile: theirs. */
  stale: StaleDraft | null;
};

type Shape = TRPCErrorShape<{
  code: string;
  httpStatus: number;
  path?: string | undefined;
  problem: Problem;
}>;

/** The one place where errors become what tRPC sends. Causes that nobody foresaw say nothing about our insides. */
export function formatError({
  shape,
  error,
}: {
  shape: TRPCErrorShape<{ code: string; httpStatus: number; path?: string | undefined }>;
  error: TRPCError;
}): Shape {
  const problem = problemOf(error);
  const { code, path } = shape.data;
  return {
    code: shape.code,
    message: problem.message,
    data: { code, path, httpStatus: httpStatus[problem.code], problem },
  };
}

/** An AppError thrown by a procedure (or a database that is away), with the status that goes with it. */
export function withStatus(error: TRPCError): TRPCError {
  const cause = error.cause instanceof AppError ? error.cause : databaseAway(error.cause);
  if (!cause) return error;
  return new TRPCError({ code: trpcCode[cause.code], message: cause.message, cause });
}

export function problemOf(error: TRPCError): Problem {
  const cause = databaseAway(error.cause) ?? error.cause;
  const none = { problems: [], retryAfterSeconds: null, existingId: null, stale: null };
  if (cause instanceof AppError) {
    const { problems = [], retryAfterSeconds = null, existingId = null, stale = null } = cause.details;
    return { code: cause.code, message: cause.message, problems, retryAfterSeconds, existingId, stale };
  }
  if (cause instanceof z.ZodError) {
    const problems = cause.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
    return {
      ...none,
      code: "invalid",
      message: problems[0]?.message ?? "Some fields are not valid.",
      problems,
    };
  }
  const code = appCode[error.code];
  if (code && error.code !== "INTERNAL_SERVER_ERROR") return { ...none, code, message: error.message };
  return {
    ...none,
    code: "internal",
    message: "This failed on our side and was recorded. Try again in a moment.",
  };
}

const trpcCode = {
  bad_request: "BAD_REQUEST",
  unauthorized: "UNAUTHORIZED",
  payment_required: "PAYMENT_REQUIRED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  conflict: "CONFLICT",
  too_large: "PAYLOAD_TOO_LARGE",
  unsupported_media_type: "UNSUPPORTED_MEDIA_TYPE",
  invalid: "UNPROCESSABLE_CONTENT",
  rate_limited: "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
  internal: "INTERNAL_SERVER_ERROR",
} as const satisfies Record<ErrorCode, TRPCError["code"]>;

const appCode: Partial<Record<TRPCError["code"], ErrorCode>> = Object.fromEntries(
  Object.entries(trpcCode).map(([ours, theirs]) => [theirs, ours]),
);
