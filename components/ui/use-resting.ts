"use client";

import { useEffect, useState } from "react";

/** True while something is busy and for `restMs` after: slows down what would start again at once. */
export function useResting(busy: boolean, restMs: number): boolean {
  const [resting, setResting] = useState(false);
  useEffect(() => {
    if (busy) {
      setResting(true);
      return;
    }
    const timer = setTimeout(() => setResting(false), restMs);
    return () => clearTimeout(timer);
  }, [busy, restMs]);
  return busy || resting;
}
