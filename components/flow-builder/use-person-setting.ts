"use client";

import { useCallback, useSyncExternalStore } from "react";

/** How one person likes the builder; kept in their browser. `read` refuses what is not a value of it. */
export function usePersonSetting<Value>(
  name: string,
  standard: Value,
  read: (text: string) => Value | undefined,
): [Value, (value: Value) => void] {
  const key = `baton:${name}`;
  const text = useSyncExternalStore(
    listen,
    () => stored(key),
    () => null,
  );
  const value = text === null ? standard : (read(text) ?? standard);
  const set = useCallback(
    (next: Value) => {
      try {
        localStorage.setItem(key, String(next));
      } catch {
        // A browser that keeps nothing: the setting lasts as long as the page.
      }
      unstored.set(key, String(next));
      for (const changed of listeners) changed();
    },
    [key],
  );
  return [value, set];
}

const listeners = new Set<() => void>();
const unstored = new Map<string, string>();

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? unstored.get(key) ?? null;
  } catch {
    return unstored.get(key) ?? null;
  }
}

function listen(changed: () => void): () => void {
  listeners.add(changed);
  window.addEventListener("storage", changed);
  return () => {
    listeners.delete(changed);
    window.removeEventListener("storage", changed);
  };
}
