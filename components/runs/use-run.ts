"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { isFinal } from "@/server/domain/run";
import type { RunDetail } from "./run-types";

const TRY_AGAIN_MS = 2_000;

/**
 * A run as it goes: read once, then followed over SSE from the write it was read at. A lost connection goes on by itself
 * where it stood; at the end everything is read once more, so that what remains on the page is what is stored.
 */
export function useRun(runId: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const options = trpc.runs.get.queryOptions({ workspace, runId });
  const query = useQuery(options);
  const seq = query.data?.run.runSeq ?? null;
  const [from, setFrom] = useState<number | null>(null);
  if (from === null && seq !== null) setFrom(seq);

  const following = query.data !== undefined && !isOver(query.data);
  const { status, reset } = useSubscription(
    trpc.runs.watch.subscriptionOptions(
      { workspace, runId, lastEventId: from },
      {
        enabled: following && from !== null,
        onData: ({ data }) => {
          queries.setQueryData(options.queryKey, (known) => known && merge(known, data));
        },
      },
    ),
  );
  useEffect(() => {
    if (!following || status !== "error") return;
    const timer = setTimeout(reset, TRY_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [following, status, reset]);

  const { refetch } = query;
  const [wasFollowing, setWasFollowing] = useState(false);
  if (following && !wasFollowing) setWasFollowing(true);
  useEffect(() => {
    if (wasFollowing && !following) refetch();
  }, [wasFollowing, following, refetch]);

  return { query, live: following, connected: !following || status === "pending" };
}

/** A cancelled run may still have a step in flight, which is recorded when it comes back. */
function isOver({ run, steps, loopSteps }: RunDetail): boolean {
  const inLoops = loopSteps.some(({ statuses }) => statuses.includes("running"));
  return isFinal(run.status) && !inLoops && !steps.some(({ status }) => status === "running");
}

type Change = Pick<RunDetail, "run" | "steps" | "loops" | "loopSteps" | "subRuns">;

/** Changes may come twice after a reconnect; an older one never replaces a newer. */
function merge(known: RunDetail, change: Change): RunDetail {
  const steps = new Map(known.steps.map((step) => [keyOf(step), step]));
  for (const step of change.steps) {
    const old = steps.get(keyOf(step));
    if (!old || old.runSeq <= step.runSeq) steps.set(keyOf(step), step);
  }
  const { run, loops, loopSteps, subRuns } = change.run.runSeq >= known.run.runSeq ? change : known;
  return {
    ...known,
    run,
    loops,
    loopSteps,
    subRuns,
    steps: [...steps.values()].sort((a, b) => a.runSeq - b.runSeq),
  };
}

const keyOf = ({ stepId, path }: { stepId: string; path: string }) => `${stepId}\n${path}`;
