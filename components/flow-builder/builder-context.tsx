"use client";

import { type ReactNode, useEffect, useState } from "react";
import type { FlowDefinition } from "@/server/domain/flow";
import { createBuilderStore } from "./builder-store";
import { BuilderWork } from "./builder-work";
import { BuilderContext } from "./use-builder";

export { useBuilder, useBuilderStore } from "./use-builder";

type BuilderProviderProps = {
  flow: { id: string; draft: FlowDefinition; draftRevision: number; updatedAt: Date };
  readOnly: boolean;
  /** Another definition than the draft, to look at: a published version. */
  shown?: FlowDefinition | undefined;
  children: ReactNode;
};

/** Holds the builder's store. Give it a key of the flow and of what is shown. */
export function BuilderProvider({ flow, readOnly, shown, children }: BuilderProviderProps) {
  const [store] = useState(() =>
    createBuilderStore(flow, { readOnly: readOnly || shown !== undefined, shown }),
  );
  // The page read the flow again and the draft is newer than ours: somebody else saved it.
  useEffect(() => {
    if (shown === undefined) store.getState().adopt(flow.draft, flow.draftRevision);
  }, [store, flow.draft, flow.draftRevision, shown]);
  return (
    <BuilderContext value={store}>
      {children}
      <BuilderWork />
    </BuilderContext>
  );
}
