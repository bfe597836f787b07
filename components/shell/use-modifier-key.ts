"use client";

import { useSyncExternalStore } from "react";

/** "⌘" on Apple devices, "Ctrl" elsewhere (and before the browser is known). */
export const useModifierKey = () =>
  useSyncExternalStore(
    () => () => undefined,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl"),
    () => "Ctrl",
  );
