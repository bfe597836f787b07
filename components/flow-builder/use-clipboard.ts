"use client";

import { useEffect } from "react";
import { useBuilderView } from "./builder-view";
import { isTyping } from "./is-typing";
import { useBuilderStore } from "./use-builder";

/** Copy, cut and paste as everywhere else: the browser's own keys and menu, across flows, tabs and windows. */
export function useClipboard(): void {
  const store = useBuilderStore();
  useEffect(() => {
    let pointer: { x: number; y: number } | null = null;
    const onMove = ({ clientX: x, clientY: y, target }: PointerEvent) => {
      pointer = target instanceof Element && target.closest(".baton-edit") ? { x, y } : null;
    };
    const take = (how: "copy" | "cut") => (event: ClipboardEvent) => {
      // Text that somebody marked is what they mean.
      if (isTyping(event.target) || document.getSelection()?.isCollapsed === false) return;
      const text = store.getState()[how]();
      if (text === "") return;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target)) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const { selection, paste } = store.getState();
      const { canvas } = useBuilderView.getState();
      event.preventDefault();
      // One selected step is followed by what is pasted; otherwise it lands where the pointer is.
      const at =
        selection.length === 1 || !canvas
          ? undefined
          : pointer
            ? canvas.toFlow(pointer)
            : (canvas.centre() ?? undefined);
      if (paste(text, at)) {
        const [first] = store.getState().selection;
        if (first) requestAnimationFrame(() => useBuilderView.getState().canvas?.show(first));
      }
    };
    const [onCopy, onCut] = [take("copy"), take("cut")];
    document.addEventListener("pointermove", onMove, { passive: true });
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCut);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("pointermove", onMove);
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCut);
      document.removeEventListener("paste", onPaste);
    };
  }, [store]);
}
