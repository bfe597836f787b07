"use client";

import { useState } from "react";

const MINUTE_MS = 60_000;

/** When a dry run starts: what was set, or the minute in which it was opened. */
export function useStart(set: Date | null): Date {
  const [opened] = useState(() => new Date(Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS));
  return set ?? opened;
}
