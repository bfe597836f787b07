"use client";

import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";

type Query = { isFetching: boolean; refetch: () => unknown };

const TRY_AGAIN_MS = 3_000;

/**
 * Reads a list of runs again when one of them changes. While a read is under way the next ones are gathered into one, so
 * a busy workspace costs one request at a time; a hidden tab asks for nothing until it is looked at.
 */
export function useLiveList(
  query: Query,
  concerns: (runIds: readonly string[]) => boolean = () => true,
): boolean {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const missed = useRef(false);
  const { isFetching, refetch } = query;

  const look = () => {
    if (isFetching || document.hidden) missed.current = true;
    else refetch();
  };
  const { status, reset } = useSubscription(
    trpc.runs.watchList.subscriptionOptions(
      { workspace },
      {
        // The first item of a connection names no run: what happened before it is read again.
        onData: ({ runIds }) => {
          if (runIds.length === 0 || concerns(runIds)) look();
        },
      },
    ),
  );

  useEffect(() => {
    const catchUp = () => {
      if (!missed.current || isFetching || document.hidden) return;
      missed.current = false;
      refetch();
    };
    catchUp();
    document.addEventListener("visibilitychange", catchUp);
    return () => document.removeEventListener("visibilitychange", catchUp);
  }, [isFetching, refetch]);

  useEffect(() => {
    if (status !== "error") return;
    const timer = setTimeout(reset, TRY_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [status, reset]);

  return status === "pending";
}
