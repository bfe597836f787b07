"use client";

import { useEffect, useState } from "react";

/** Known only in the browser; a workspace starts with it and can change it in its settings. */
export function useBrowserTimezone(): string {
  const [timezone, setTimezone] = useState("UTC");
  useEffect(() => setTimezone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return timezone;
}
