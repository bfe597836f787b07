"use client";

import { usePersonSetting } from "./use-person-setting";

/** Whether this person wants the palette beside the canvas. */
export const usePaletteOpen = () => usePersonSetting<boolean>("palette-open", true, readBoolean);

const readBoolean = (text: string): boolean => text === "true";
