"use client";

import { QueryClient } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";

/** What a page asked for stays fresh for a few seconds; refusals are not asked again, lost connections are. */
export const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && !wasRefused(error),
        retryDelay: (failures) => Math.min(4_000, 500 * 2 ** failures),
      },
      mutations: { retry: false },
    },
  });

function wasRefused(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  const status: unknown = error.data?.httpStatus;
  return typeof status === "number" && status >= 400 && status < 500;
}
