"use client";

import { useModifierKey } from "@/components/shell/use-modifier-key";
import { toast } from "@/components/ui/toast";
import { useBuilderStore } from "../use-builder";

/** Copies, cuts and pastes by a button; the browser may refuse it, and says so. */
export function useClipboardActions() {
  const store = useBuilderStore();
  const modifier = useModifierKey();
  const write = async (text: string): Promise<boolean> => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      toast.error(
        `The browser does not let this page use the clipboard. Press ${modifier} C on the canvas instead.`,
      );
      return false;
    }
  };
  return {
    copy: async () => {
      const text = store.getState().copy();
      if (text !== "" && (await write(text))) toast.success("Copied. Paste it into any flow.");
    },
    // Written first: what cannot be pasted again is not cut.
    cut: async () => {
      const text = store.getState().copy();
      if (text !== "" && (await write(text))) store.getState().cut();
    },
    paste: async (at?: { x: number; y: number }) => {
      try {
        store.getState().paste(await navigator.clipboard.readText(), at);
      } catch {
        toast.error(`The browser does not let this page read the clipboard. Press ${modifier} V instead.`);
      }
    },
  };
}
