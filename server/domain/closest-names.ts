/** " Did you mean “send_email”?", or nothing when no name is near. */
export function didYouMean(written: string, names: Iterable<string>): string {
  const near = closest(written, names).slice(0, 3);
  return near.length > 0 ? ` Did you mean ${near.map(({ name }) => `“${name}”`).join(" or ")}?` : "";
}

/** The one name that is nearer than all others; null when there is none, or two are as near. */
export function theClosest(written: string, names: Iterable<string>): string | null {
  const [first, second] = closest(written, names);
  return first && (!second || first.distance < second.distance) ? first.name : null;
}

function closest(written: string, names: Iterable<string>): { name: string; distance: number }[] {
  const most = Math.max(2, written.length / 3);
  return [...new Set(names)]
    .map((name) => ({ name, distance: distance(written, name) }))
    .filter((one) => one.distance <= most)
    .sort((a, b) => a.distance - b.distance);
}

/** Levenshtein. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
