"use client";

import { usePersonSetting } from "./use-person-setting";

/** How wide this person likes the inspector, in pixels. */
export const useInspectorWidth = () => usePersonSetting<number>("inspector-width", 360, readWidth);

export const WIDTHS = { least: 300, most: 720 };

function readWidth(text: string): number | undefined {
  const width = Number(text);
  return width >= WIDTHS.least && width <= WIDTHS.most ? width : undefined;
}
