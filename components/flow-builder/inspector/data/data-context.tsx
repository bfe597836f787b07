"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { RunData } from "./run-data";

/** What the fields below can refer to. It changes with the sample and the steps before, not with what is typed. */
export function DataProvider({ view, children }: { view: RunData; children: ReactNode }) {
  return <DataContext value={view}>{children}</DataContext>;
}

export function useData(): RunData {
  const view = useContext(DataContext);
  if (!view) throw new Error("useData needs a DataProvider above it");
  return view;
}

const DataContext = createContext<RunData | null>(null);
