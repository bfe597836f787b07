"use client";

import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";

type Query = { isFetching: boolean; refetch: () => unknown };

const TRY_AGAIN_MS = 3_000;

/**
 * Reads a list of runs again when one of them changes. While a read is under way the next ones are gathered into one, so
 * a busy workspace costs one request at a time (and with `pauseMs`, one in that time); a hidden tab asks for nothing until
 * it is looked at. True while connected.
 */
export function useLiveList(query: Query, pauseMs = 0): boolean {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const latest = useRef(query);
  latest.current = query;
  const missed = useRef(false);
  const lookedAt = useRef(0);
  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(later.current), []);

  const look = () => {
    clearTimeout(later.current);
    const early = lookedAt.current + pauseMs - performance.now();
    if (early > 0) later.current = setTimeout(look, early);
    else if (latest.current.isFetching || document.hidden) missed.current = true;
    else {
      lookedAt.current = performance.now();
      latest.current.refetch();
    }
  };
  const { status, reset } = useSubscription(
    trpc.runs.watchList.subscriptionOptions(
      { workspace },
      {
        // Also at the first item of a connection, which names no run: what happened before it is read again.
        onData: look,
      },
    ),
  );

  const { isFetching, refetch } = query;
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
