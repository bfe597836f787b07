/**
 * How well something that is searched for by words answers them, from 0 (not at all) to 1: all of them must begin a word
 * of its title or of what else it is known by, or stand within its title. The title counts most.
 */
export function matchWords(search: string, title: string, others: readonly string[]): number {
  const name = title.toLowerCase();
  const rest = others.join(" ").toLowerCase();
  let score = 1;
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean)) {
    if (name.startsWith(word)) continue;
    if (` ${name}`.includes(` ${word}`)) score *= 0.9;
    else if (` ${rest}`.includes(` ${word}`)) score *= 0.5;
    else if (name.includes(word)) score *= 0.3;
    else return 0;
  }
  return score;
}
