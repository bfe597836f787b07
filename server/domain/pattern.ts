import { RE2JS } from "re2js";

/**
 * Patterns that customers write, in RE2 syntax: matching takes time linear in the text, so none can stop the process.
 * It also grows with the pattern, hence a limit on the two together: of a very long text only the beginning is searched.
 */
const LONGEST_PATTERN = 1_000;
const WORK = 3_000_000;

/** Whether the pattern is found anywhere in the text. An invalid one never is. */
export function matchesPattern(text: string, pattern: string): boolean {
  const known = patterns.get(pattern);
  const compiled = known === undefined ? compile(pattern) : known;
  if (known === undefined) {
    if (patterns.size >= 500) patterns.clear();
    patterns.set(pattern, compiled);
  }
  if (!compiled) return false;
  return compiled.matcher(text.slice(0, Math.floor(WORK / compiled.programSize()))).find();
}

/** What is wrong with a pattern, or null. */
export function patternProblem(pattern: string): string | null {
  if (pattern.length > LONGEST_PATTERN) return `A pattern has at most ${LONGEST_PATTERN} characters.`;
  try {
    RE2JS.compile(pattern);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return `“${pattern}” is no pattern: ${message.replace(/^error parsing regexp: /, "")}.`;
  }
}

const patterns = new Map<string, RE2JS | null>();

function compile(pattern: string): RE2JS | null {
  if (pattern.length > LONGEST_PATTERN) return null;
  try {
    return RE2JS.compile(pattern);
  } catch {
    return null;
  }
}
