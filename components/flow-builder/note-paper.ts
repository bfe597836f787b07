/** What a sticky note looks like, to read and to write on. */
export const notePaper =
  "baton-card size-full rounded-lg border border-held/30 bg-held-soft p-3 text-ink text-sm break-words outline-none";
