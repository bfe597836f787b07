"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "@/components/shell/trpc";

/** Messages are sent by runs: when runs changed, the list is read again, at most every two seconds. */
export function useLiveOutbox(workspace: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const refresh = () => {
    if (timer.current) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey: trpc.messages.list.pathKey() });
    }, 2_000);
  };
  useSubscription(trpc.runs.watchList.subscriptionOptions({ workspace }, { onData: refresh }));
}
