/**
 * Milliseconds since 1970 with their fraction, as the product's traces have them. Set anew for each phase: over a long
 * benchmark a process's own clock and the machine's drift apart.
 */
export function preciseClock(): (performanceTime: number) => number {
  const before = Date.now();
  let now = before;
  while (now === before) now = Date.now();
  const origin = now - performance.now();
  return (performanceTime) => origin + performanceTime;
}
