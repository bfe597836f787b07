"use client";

import { useCallback, useState } from "react";
import { COLLAPSED, SIDEBAR_COOKIE } from "./sidebar-cookie";

export function useSidebarState(startCollapsed: boolean) {
  const [collapsed, setCollapsed] = useState(startCollapsed);
  const toggleSidebar = useCallback(
    () =>
      setCollapsed((old) => {
        const value = old ? "open" : COLLAPSED;
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
        document.cookie = `${SIDEBAR_COOKIE}=${value}; path=/w; max-age=31536000; samesite=lax`;
        return !old;
      }),
    [],
  );
  return { collapsed, toggleSidebar };
}
