"use client";

import { useEffect, useState } from "react";
import { toast } from "./toast";

/** Copies text; `copied` is true for a moment after. Refused by the browser: says so in a toast. */
export function useCopy() {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast.error("The browser refused to copy. Select the text and copy it by hand.");
    }
  };
  return { copied, copy };
}
