import { TRPCClientError } from "@trpc/client";
import type { AppRouter } from "@/server/api/root";

export type CallProblem = { message: string; errorOf: (field: string) => string | undefined };

/** Why a call was refused, in words: as a whole, and by field. */
export function callProblem(error: unknown): CallProblem {
  const problem = isRefusal(error) ? error.data?.problem : undefined;
  const message =
    problem?.message ?? "The server could not be reached. Check your connection, then try again.";
  return { message, errorOf: (field) => problem?.problems.find((one) => one.field === field)?.message };
}

const isRefusal = (error: unknown): error is TRPCClientError<AppRouter> => error instanceof TRPCClientError;
