import { createContext } from "react";

/** What is wrong with each step, by its id; empty where nobody asked. */
export const StepProblems = createContext<ReadonlyMap<string, readonly string[]>>(new Map());
