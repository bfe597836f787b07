"use client";

import { useRouter } from "next/navigation";
import { navItems } from "./nav-items";
import type { Shell } from "./shell-context";
import { useKeys } from "./use-keys";
import { useWorkspace } from "./workspace-context";

type Shortcuts = Pick<Shell, "openPalette" | "toggleSidebar" | "openShortcuts">;

/** ⌘K or Ctrl K: palette. [ : sidebar. ? : what the keys do. G then a letter: a page. */
export function useShortcuts({ openPalette, toggleSidebar, openShortcuts }: Shortcuts) {
  const router = useRouter();
  const base = `/w/${useWorkspace().slug}`;
  const pages = navItems.map(
    ({ key, path }) => [`g ${key.toLowerCase()}`, () => router.push(base + path)] as const,
  );
  useKeys({
    "mod+k": openPalette,
    "[": toggleSidebar,
    "?": openShortcuts,
    ...Object.fromEntries(pages),
  });
}
