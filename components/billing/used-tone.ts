/** From here a second notice is sent, too (server/domain/quota-notice.ts). */
const WARN_FROM = 0.75;

/** How a bar looks by what is used of the most there may be: amber when that is near, red when it is reached. */
export function usedTone(used: number, most: number): "accent" | "amber" | "red" {
  if (most <= 0 || used < most * WARN_FROM) return "accent";
  return used < most ? "amber" : "red";
}
