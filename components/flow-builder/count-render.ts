declare global {
  interface Window {
    /** Set by the benchmark before the page loads: how many cards were drawn since. */
    batonCardRenders?: number;
  }
}

/** Counts cards that are drawn, for whoever asked; see tests/bench/builder. */
export function countRender(): void {
  if (typeof window !== "undefined" && window.batonCardRenders !== undefined) window.batonCardRenders += 1;
}
