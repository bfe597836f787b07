/** Why a step cost nothing where one might expect a price. */
export function tokenNote(note: string | null): string | null {
  return note === null ? null : (NOTES[note] ?? null);
}

const NOTES: Record<string, string> = {
  retry: "0 tokens: a retry is free",
  failed: "0 tokens: a failed step is free",
  our_fault: "0 tokens: our fault",
  skipped: "0 tokens: it did not run",
  gate: "0 tokens: it was not sent",
  taken_over: "0 tokens: taken over from the run before",
};
