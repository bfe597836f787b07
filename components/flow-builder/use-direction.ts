"use client";

import type { Direction } from "./canvas-model";
import { usePersonSetting } from "./use-person-setting";

/** Which way flows read for this person. */
export const useDirection = () => usePersonSetting<Direction>("direction", "down", readDirection);

const readDirection = (text: string): Direction | undefined =>
  text === "down" || text === "right" ? text : undefined;
