import { type LucideIcon, Settings } from "lucide-react";
import type { SettingsPage } from "@/components/settings/settings-pages";
import { navItems } from "./nav-items";

export type PalettePage = {
  /** Unique among all items of the palette, and what it is found by, with its keywords. */
  value: string;
  label: string;
  keywords: string[];
  icon: LucideIcon;
  /** Keys that lead there. */
  keys?: string;
  path: string;
};

/** What ⌘K has to go to: the pages of the sidebar, and those of the settings that the person may open. */
export const palettePages = (
  settings: readonly SettingsPage[],
): { heading: string; pages: PalettePage[] }[] => [
  {
    heading: "Pages",
    pages: navItems.map(({ label, path, icon, key }) => ({
      ...{ value: `page ${label}`, label, icon, path },
      ...{ keywords: KEYWORDS[path] ?? [], keys: `G ${key}` },
    })),
  },
  {
    heading: "Settings",
    pages: settings.map(({ label, path, keywords }) => ({
      ...{ value: `page Settings ${label}`, label, keywords },
      ...{ icon: Settings, path: `/settings${path}` },
    })),
  },
];

const KEYWORDS: Partial<Record<string, string[]>> = {
  "/usage": ["tokens", "charges", "consumption", "costs"],
};
