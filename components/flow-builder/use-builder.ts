"use client";

import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { BuilderState } from "./builder-state";
import type { BuilderStore } from "./builder-store";

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

export const BuilderContext = createContext<BuilderStore | null>(null);
