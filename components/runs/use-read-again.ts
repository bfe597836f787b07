"use client";

import { useEffect, useRef } from "react";

/**
 * Reads something again when the run was written to: once for all writes of a second. Null: it is over, and stays as it
 * is.
 */
export function useReadAgain(read: () => unknown, runSeq: number | null): void {
  const last = useRef<{ seq: number | null; at: number } | null>(null);
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    last.current ??= { seq: runSeq, at: performance.now() };
    if (runSeq === null || last.current.seq === runSeq) return;
    const wait = Math.max(0, last.current.at + PAUSE_MS - performance.now());
    const timer = setTimeout(() => {
      last.current = { seq: runSeq, at: performance.now() };
      latest.current();
    }, wait);
    return () => clearTimeout(timer);
  }, [runSeq]);
}

const PAUSE_MS = 1_000;
