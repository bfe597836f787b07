"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useBuilderStore } from "./use-builder";
import { useBuilderPanel } from "./use-builder-panel";

/** Runs the draft with the chosen sample and follows it on the canvas. */
export function useTestRun() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const store = useBuilderStore();
  const { slug: workspace } = useWorkspace();
  const { follow } = useBuilderPanel();
  const test = useMutation(
    trpc.flows.testRun.mutationOptions({
      // Not of the call: the panel may be folded up meanwhile.
      onSuccess: ({ runId }) => {
        void queries.invalidateQueries({ queryKey: trpc.runs.list.pathKey() });
        follow(runId);
      },
    }),
  );
  const saving = useMutation({ mutationFn: () => store.getState().saveNow() });

  const start = async () => {
    const { flowId, sample } = store.getState();
    const saved = await saving.mutateAsync();
    if (!saved || !sample) return;
    const payload = payloadSchema.parse(sample.payload);
    test.mutate({ workspace, flowId, type: sample.type, payload, draft: true });
  };
  return {
    start,
    starting: saving.isPending || test.isPending,
    /** Why it did not start. */
    refusal: saving.data === false ? notSaved(store.getState().save.problem) : (test.error?.message ?? null),
  };
}

const notSaved = (problem: string | null): string =>
  `The draft is not saved yet, so it was not tested. ${problem ?? "Look whether you are online, and try again."}`;

const payloadSchema = z.record(z.string(), z.json());
