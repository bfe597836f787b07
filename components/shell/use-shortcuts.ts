"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { navItems } from "./nav-items";
import type { Shell } from "./shell-context";
import { useWorkspace } from "./workspace-context";

/** ⌘K or Ctrl K: palette. [ : sidebar. G then a letter: a page. Silent while someone types or a dialog is open. */
export function useShortcuts({ openPalette, toggleSidebar }: Pick<Shell, "openPalette" | "toggleSidebar">) {
  const router = useRouter();
  const base = `/w/${useWorkspace().slug}`;
  const goAt = useRef(0);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isBusy(event.target))
        return;
      const key = event.key.toUpperCase();
      if (event.timeStamp - goAt.current < 1_200) {
        goAt.current = 0;
        const item = navItems.find((each) => each.key === key);
        if (item) router.push(base + item.path);
      } else if (key === "G") goAt.current = event.timeStamp;
      else if (key === "[") toggleSidebar();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [openPalette, toggleSidebar, router, base]);
}

const isBusy = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest("input, textarea, select, [role=dialog], [role=menu], [role=listbox], [role=tree]") !==
      null);
