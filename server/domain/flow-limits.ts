/** Apart from the schema, so that what only draws or follows flows does not bring zod along. */
export const LIMITS = {
  steps: 500,
  definitionBytes: 256 * 1024,
  payloadBytes: 512 * 1024,
  iterations: 10_000,
  delayMs: 90 * 24 * 3600_000,
  retryCount: 20,
  /** Events caused by runs caused by events…: one deeper than this starts nothing, so that flows cannot chase each other. */
  causationDepth: 5,
  stepOutputBytes: 4 * 1024 * 1024,
  renderBytes: 1024 * 1024,
} as const;

/** The reserved target that ends the branch it stands on. */
export const END = "end";
