"use client";

import { useSyncExternalStore } from "react";

/** Whether a media query holds; null on the server and while the page wakes up. */
export function useMediaQuery(query: string): boolean | null {
  return useSyncExternalStore<boolean | null>(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
    () => null,
  );
}
