const UNITS: Record<string, number> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

/** The instant that the SDK means by "1h30m" (from now) or an ISO date; null when it is neither. */
export function instantOf(text: string, now: Date): Date | null {
  const relative = text.replaceAll(/\s/g, "");
  if (/^(\d+(\.\d+)?(ms|[wdhms]))*$/.test(relative)) {
    let ms = 0;
    for (const [, amount, unit] of relative.matchAll(/(\d+(?:\.\d+)?)(ms|[wdhms])/g))
      ms += Number(amount) * (UNITS[unit ?? ""] ?? 0);
    return new Date(now.getTime() + ms);
  }
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at);
}
