import * as z from "zod";
import { databaseAway } from "@/server/db/database-away";
import { AppError, type ErrorCode, type FieldProblem, httpStatus } from "@/server/domain/errors";
import { logger } from "@/server/logger";

/** RFC 9457, with the fields that are wrong and the id under which the request stands in our log. */
export const problemSchema = z.object({
  type: z.string().meta({ description: "Which kind of problem, such as urn:baton:problem:invalid" }),
  title: z.string(),
  status: z.int(),
  detail: z.string().meta({ description: "What is wrong, and the way out" }),
  problems: z.array(
    z.object({
      field: z.string(),
      message: z.string(),
      step_id: z.string().optional().meta({ description: "The step of the flow whose field it is" }),
    }),
  ),
  request_id: z.string(),
  existing_id: z.string().optional().meta({ description: "The id of what is there already" }),
});

export type Problem = z.infer<typeof problemSchema>;

const TITLES: Record<ErrorCode | "method_not_allowed", string> = {
  bad_request: "The request cannot be read",
  unauthorized: "Not signed in",
  payment_required: "Out of tokens",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "Conflict",
  too_large: "Too large",
  unsupported_media_type: "Unsupported content type",
  invalid: "Not valid",
  rate_limited: "Too many requests",
  unavailable: "Not available right now",
  internal: "Failed on our side",
  method_not_allowed: "Method not allowed",
};

/** The one place where errors become what REST answers. What nobody foresaw says nothing about our insides. */
export function problemResponse(error: unknown, requestId: string): Response {
  const known = foreseen(error);
  if (known.code === "internal") log(error, requestId);
  const { problems = [], retryAfterSeconds, existingId } = known.details;
  const headers: Record<string, string> = {};
  if (retryAfterSeconds !== undefined) headers["retry-after"] = String(retryAfterSeconds);
  if (known.code === "unauthorized") headers["www-authenticate"] = 'Bearer realm="Baton"';
  // The rest of the body was not read, so that the connection cannot be used again.
  if (known.code === "too_large") headers.connection = "close";
  return answer(
    { code: known.code, status: httpStatus[known.code], detail: known.message, problems, existingId },
    requestId,
    headers,
  );
}

export function methodProblem(method: string, allow: string, hint: string, requestId: string): Response {
  const detail = `${method} does not work here. ${hint}`;
  return answer({ code: "method_not_allowed", status: 405, detail, problems: [] }, requestId, {
    allow,
    "x-request-id": requestId,
  });
}

type Said = {
  code: keyof typeof TITLES;
  status: number;
  detail: string;
  problems: FieldProblem[];
  existingId?: string | undefined;
};

function answer(
  { code, status, detail, problems, existingId }: Said,
  requestId: string,
  headers: Record<string, string>,
): Response {
  const problem: Problem = {
    type: `urn:baton:problem:${code}`,
    title: TITLES[code],
    status,
    detail,
    problems: problems.map(({ stepId, ...said }) => ({ ...said, ...(stepId && { step_id: stepId }) })),
    request_id: requestId,
    ...(existingId && { existing_id: existingId }),
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}

function foreseen(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return (
    databaseAway(error) ??
    new AppError(
      "internal",
      "This failed on our side and was recorded. Try again in a moment; if it stays, tell us the request_id.",
    )
  );
}

function log(error: unknown, requestId: string): void {
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  logger.error({ requestId, error: cause }, "a request failed");
}
