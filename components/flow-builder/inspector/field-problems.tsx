"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { BuilderProblem } from "../builder-state";

/** What is wrong with the thing whose form this is, for its fields to show. */
export function ProblemsProvider({
  problems,
  children,
}: {
  problems: readonly BuilderProblem[];
  children: ReactNode;
}) {
  return <ProblemsContext value={problems}>{children}</ProblemsContext>;
}

/** Those of one field, and of what is in it. */
export function useFieldProblems(path: string): readonly BuilderProblem[] {
  return useContext(ProblemsContext).filter(
    ({ field }) => field === path || (path !== "" && field.startsWith(`${path}.`)),
  );
}

const NONE: readonly BuilderProblem[] = [];
const ProblemsContext = createContext(NONE);
