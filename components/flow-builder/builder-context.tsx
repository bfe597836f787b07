"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { FlowDefinition } from "@/server/domain/flow";
import type { BuilderState } from "./builder-state";
import { type BuilderStore, createBuilderStore } from "./builder-store";

type Flow = { id: string; draft: FlowDefinition; draftRevision: number; updatedAt: Date };

type BuilderProviderProps = {
  flow: Flow;
  readOnly: boolean;
  /** Another definition than the draft, to look at: a published version. */
  shown?: FlowDefinition | undefined;
  children: ReactNode;
};

/** Holds the builder's store. Give it a key of the flow and of what is shown. */
export function BuilderProvider({ flow, readOnly, shown, children }: BuilderProviderProps) {
  const [store] = useState(() => createBuilderStore(flow, { readOnly, shown }));
  // The page read the flow again and the draft is newer than ours: somebody else saved it.
  useEffect(() => {
    if (shown === undefined) store.getState().adopt(flow.draft, flow.draftRevision);
  }, [store, flow.draft, flow.draftRevision, shown]);
  return (
    <BuilderContext value={store}>
      {children}
      <Announcer />
    </BuilderContext>
  );
}

/** A part of the state. Objects and lists that a selector builds are compared by their members. */
export function useBuilder<Part>(selector: (state: BuilderState) => Part): Part {
  return useStore(useBuilderStore(), useShallow(selector));
}

/** The store itself, for handlers that must not render again. */
export function useBuilderStore(): BuilderStore {
  const store = useContext(BuilderContext);
  if (!store) throw new Error("useBuilderStore needs a BuilderProvider above it");
  return store;
}

const BuilderContext = createContext<BuilderStore | null>(null);

/** Says edits to whoever does not see them. */
function Announcer() {
  const { text, number } = useBuilder((state) => state.announcement);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {/* A new element: the same words twice are said twice. */}
      <span key={number}>{text}</span>
    </div>
  );
}
