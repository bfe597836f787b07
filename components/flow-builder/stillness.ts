/** Whether this person wants nothing to move by itself. */
export const stillness = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
