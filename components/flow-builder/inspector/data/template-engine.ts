"use client";

import { useSyncExternalStore } from "react";

type Engine = typeof import("@/server/domain/template");

let engine: Engine | null = null;
let asked = false;
const listeners = new Set<() => void>();

/** The engine that renders texts when a step runs; null until it is loaded. It comes in a chunk of its own. */
export const useTemplateEngine = (): Engine | null => useSyncExternalStore(subscribe, read, () => null);

const read = () => engine;

function subscribe(listener: () => void) {
  listeners.add(listener);
  if (!asked) void load();
  return () => listeners.delete(listener);
}

async function load(): Promise<void> {
  asked = true;
  try {
    engine = await import("@/server/domain/template");
    for (const each of listeners) each();
  } catch {
    // Away for a moment: the next field that wants it asks again.
    asked = false;
  }
}
