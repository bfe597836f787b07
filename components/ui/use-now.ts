"use client";

import { useSyncExternalStore } from "react";

/** The time, shared by all who show it: ticks each second while anyone looks. Null on the server. */
export const useNow = () => useSyncExternalStore(subscribe, read, () => null);

let current = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function read() {
  if (current === 0) current = Date.now();
  return current;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    current = 0;
  };
}
