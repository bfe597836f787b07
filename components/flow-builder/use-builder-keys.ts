"use client";

import { useEffect, useRef } from "react";
import { builderKeys } from "./builder-keys";
import { isTyping } from "./is-typing";
import { useBuilderStore } from "./use-builder";
import type { BuilderTools } from "./use-builder-tools";

/** Listens for the builder's keys, wherever the focus is, as long as nobody types. */
export function useBuilderKeys(tools: BuilderTools): void {
  const store = useBuilderStore();
  const goAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || isTyping(event.target)) return;
      const mod = event.metaKey || event.ctrlKey;
      const key = event.key.toLowerCase();
      // G and then a letter leads to another page: that letter is not ours.
      const afterG = event.timeStamp - goAt.current < GO_MS;
      goAt.current = key === "g" && !mod ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (afterG) return;
      const name = `${mod ? "mod+" : ""}${event.shiftKey ? "⇧" : ""}${key}`;
      const act = builderKeys(tools, store.getState().readOnly)[name];
      if (!act || act() === false) return;
      event.preventDefault();
    };
    // Here the question mark tells the builder's keys: before the shell hears of it, which has a sheet of its own.
    const onQuestion = (event: KeyboardEvent) => {
      if (event.key === "?") onKeyDown(event);
    };
    window.addEventListener("keydown", onQuestion, true);
    window.addEventListener("keydown", onKeyDown);
    return () => {
      window.removeEventListener("keydown", onQuestion, true);
      window.removeEventListener("keydown", onKeyDown);
    };
  }, [store, tools]);
}

const GO_MS = 1_200;
