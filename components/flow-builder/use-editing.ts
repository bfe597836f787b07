"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect } from "react";
import superjson from "superjson";
import { useTRPC, useTRPCClient } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useBuilder, useBuilderStore } from "./use-builder";

/** Said this often, a page counts as open; three times as long without a word, and it is gone. */
const BEAT_MS = 10_000;
/** Clicking through cards is not told step by step. */
const SELECT_MS = 400;
const TRY_AGAIN_MS = 2_000;

/** Others who have the flow open. Takes in what they save, and tells them that one is here and what is selected. */
export function useEditing() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const store = useBuilderStore();
  const { slug: workspace } = useWorkspace();
  const { flowId, clientId, readOnly } = useBuilder(({ flowId, clientId, readOnly }) => ({
    ...{ flowId, clientId, readOnly },
  }));
  usePresence(readOnly ? null : { flowId, clientId });
  const { data, status, reset } = useSubscription(
    trpc.flows.editing.subscriptionOptions(
      { workspace, flowId },
      {
        onData: ({ draft }) => {
          const known = () => store.getState().save.revision;
          if (!draft || draft.by.clientId === clientId || draft.revision <= known()) return;
          void queries
            .fetchQuery({ ...trpc.flows.get.queryOptions({ workspace, flowId }), staleTime: 0 })
            .then((flow) => store.getState().adopt(flow.draft, flow.draftRevision, draft.by.name))
            // The next save meets it all the same.
            .catch(() => undefined);
        },
      },
    ),
  );
  useEffect(() => {
    if (status !== "error") return;
    const timer = setTimeout(reset, TRY_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [status, reset]);
  return (data?.editors ?? []).filter((editor) => editor.clientId !== clientId);
}

/** Null: one only looks, and is not counted. */
function usePresence(tab: { flowId: string; clientId: string } | null): void {
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  const selected = useBuilder(({ selection }) => (selection.length === 1 ? (selection[0] ?? null) : null));
  const flowId = tab?.flowId;
  const clientId = tab?.clientId;
  useEffect(() => {
    if (!flowId || !clientId) return;
    const say = () =>
      void client.flows.present.mutate({ workspace, flowId, clientId, selected }).catch(() => undefined);
    const first = setTimeout(say, SELECT_MS);
    const beat = setInterval(say, BEAT_MS);
    return () => {
      clearTimeout(first);
      clearInterval(beat);
    };
  }, [client, workspace, flowId, clientId, selected]);
  useEffect(() => {
    if (!flowId || !clientId) return;
    // Goes out although the page is going away.
    const leave = () =>
      void fetch("/api/trpc/flows.present", {
        method: "POST",
        keepalive: true,
        headers: { "content-type": "application/json" },
        body: superjson.stringify({ workspace, flowId, clientId, gone: true }),
      }).catch(() => undefined);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [workspace, flowId, clientId]);
}
