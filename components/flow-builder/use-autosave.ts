"use client";

import { useQueryClient } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import { useEffect } from "react";
import superjson from "superjson";
import { useTRPC, useTRPCClient } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";
import type { FlowDefinition } from "@/server/domain/flow";
import { mergeDefinitions } from "@/server/domain/merge";
import { sameValue } from "@/server/domain/same-value";
import { type Send, type SendResult, startAutosave } from "./autosave";
import { claimDraft, keepDraft, takeKeptDrafts } from "./kept-draft";
import { useBuilderStore } from "./use-builder";

/** Writing down a large flow takes a moment: not with every letter. */
const KEEP_MS = 150;
/** What a request that outlives its page may carry, as browsers have it. */
const KEEPALIVE_BYTES = 60_000;

/** Saves the draft of the builder it is used in. Edits of a page that went away before they were saved come back. */
export function useAutosave(): void {
  const store = useBuilderStore();
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  useEffect(() => {
    const { flowId, clientId } = store.getState();
    const detail = trpc.flows.get.queryKey({ workspace, flowId });
    const send: Send = ({ definition, revision }) =>
      client.flows.saveDraft
        .mutate({ workspace, flowId, clientId, definition, revision })
        .then(
          (saved): SendResult => ({ kind: "saved", revision: saved.revision, at: saved.savedAt }),
          resultOf,
        );
    const onSaved = (draft: FlowDefinition, draftRevision: number, updatedAt: Date) =>
      queries.setQueryData(
        detail,
        (flow) =>
          flow && {
            ...flow,
            ...{ draft, draftRevision, updatedAt },
            hasUnpublishedChanges:
              !flow.activeVersion || !sameBehaviour(draft, flow.activeVersion.definition),
          },
      );
    const release = claimDraft(clientId);
    let keeping: { draft: Parameters<typeof keepDraft>[2]; timer: ReturnType<typeof setTimeout> } | null =
      null;
    const keepNow = () => {
      if (!keeping) return;
      clearTimeout(keeping.timer);
      keepDraft(flowId, clientId, keeping.draft);
      keeping = null;
    };
    const autosave = startAutosave({
      ...{ store, send, onSaved },
      keep: (draft) => {
        clearTimeout(keeping?.timer);
        keeping = { draft, timer: setTimeout(keepNow, KEEP_MS) };
        if (draft === null) keepNow();
      },
    });
    void takeKeptDrafts(flowId).then((drafts) => {
      for (const kept of drafts) {
        const { saved, definition } = store.getState();
        const merged = mergeDefinitions(kept.base, kept.definition, saved).definition;
        if (sameValue(merged, saved) || sameValue(merged, definition)) continue;
        store.getState().recover(mergeDefinitions(kept.base, kept.definition, definition).definition);
        const restored = store.getState().definition;
        toast.info("Your unsaved changes are back", {
          description: "They were made here before the page was closed.",
          undo: () => {
            if (store.getState().definition === restored) store.getState().undo();
          },
        });
      }
    });

    const now = () => void autosave.saveNow();
    const hidden = () => {
      if (document.visibilityState !== "hidden") return;
      keepNow();
      now();
    };
    const leave = () => {
      keepNow();
      const { definition, saved, save } = store.getState();
      if (definition === saved || save.state === "saving") return;
      const body = superjson.stringify({ workspace, flowId, clientId, definition, revision: save.revision });
      // The page may be gone before an answer comes; then the browser still has the draft.
      if (body.length < KEEPALIVE_BYTES)
        void fetch("/api/trpc/flows.saveDraft", {
          method: "POST",
          keepalive: true,
          headers: { "content-type": "application/json" },
          body,
        }).catch(() => undefined);
    };
    window.addEventListener("blur", now);
    window.addEventListener("online", now);
    document.addEventListener("visibilitychange", hidden);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("blur", now);
      window.removeEventListener("online", now);
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("pagehide", leave);
      keepNow();
      void autosave.saveNow().finally(() => {
        autosave.stop();
        release();
      });
    };
  }, [store, client, trpc, queries, workspace]);
}

/** A lost connection and a server that is busy pass; anything else that is refused stays so. */
function resultOf(error: unknown): SendResult {
  if (!(error instanceof TRPCClientError)) return { kind: "away" };
  const problem: unknown = error.data?.problem;
  if (!isProblem(problem)) return { kind: "away" };
  const { stale, code } = problem;
  if (stale) return { kind: "stale", revision: stale.revision, draft: stale.draft, by: stale.by.name };
  if (PASSING.has(code)) return { kind: "away" };
  return { kind: "refused", message: error.message };
}

const PASSING = new Set(["unavailable", "internal", "rate_limited"]);

type Stale = { revision: number; draft: unknown; by: { name: string } };

const isProblem = (value: unknown): value is { code: string; stale: Stale | null } =>
  typeof value === "object" && value !== null && "code" in value && "stale" in value;

const sameBehaviour = (one: FlowDefinition, other: FlowDefinition): boolean =>
  sameValue({ ...one, layout: undefined }, { ...other, layout: undefined });
