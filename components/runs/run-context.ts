"use client";

import { createContext, useContext } from "react";
import type { FlowDefinition } from "@/server/domain/flow";
import type { Selection } from "./run-selection";
import type { RunFacts } from "./run-types";

type RunContextValue = {
  run: RunFacts;
  definition: FlowDefinition | null;
  selection: Selection | null;
  select: (key: string | null) => void;
};

/** The run whose page it is, and what of it is open: loops within loops need both at every level. */
export const RunContext = createContext<RunContextValue | null>(null);

export function useRunContext(): RunContextValue {
  const value = useContext(RunContext);
  if (!value) throw new Error("Part of a run's page outside of one");
  return value;
}
