const SOON_MS = 500;

/** When nothing else is to be done, but soon. Not every browser tells when it is idle. */
export const whenIdle = (work: () => void): unknown =>
  "requestIdleCallback" in window ? requestIdleCallback(work, { timeout: SOON_MS }) : setTimeout(work, 0);
