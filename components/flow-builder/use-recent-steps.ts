"use client";

import { useCallback } from "react";
import { usePersonSetting } from "./use-person-setting";

/** Keys of the steps that this person added last, the latest first. */
export function useRecentSteps(): [readonly string[], (key: string) => void] {
  const [text, setText] = usePersonSetting("recent-steps", "", readText);
  const keys = text === "" ? NONE : text.split("\n");
  const add = useCallback(
    (key: string) =>
      setText([key, ...text.split("\n").filter((one) => one && one !== key)].slice(0, MOST).join("\n")),
    [text, setText],
  );
  return [keys, add];
}

const MOST = 4;
const NONE: readonly string[] = [];
const readText = (text: string): string => text;
