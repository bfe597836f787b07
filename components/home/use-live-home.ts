"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "@/components/shell/trpc";

/** Reads the figures again when runs changed, at most every two seconds. */
export function useLiveHome(workspace: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const refresh = () => {
    if (timer.current) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      for (const queryKey of [trpc.stats.pathKey(), trpc.runs.list.pathKey()])
        void queries.invalidateQueries({ queryKey });
    }, 2_000);
  };
  useSubscription(trpc.runs.watchList.subscriptionOptions({ workspace }, { onData: refresh }));
}
