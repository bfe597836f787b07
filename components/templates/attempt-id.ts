import { v4 } from "uuid";

/** One for each time somebody sets out to use a template, until it has become a flow: pressing again makes no second. */
export function attemptId(workspace: string, ref: string): string {
  const key = keyOf(workspace, ref);
  const known = sessionStorage.getItem(key);
  if (known) return known;
  const id = v4();
  sessionStorage.setItem(key, id);
  return id;
}

export const forgetAttempt = (workspace: string, ref: string): void =>
  sessionStorage.removeItem(keyOf(workspace, ref));

const keyOf = (workspace: string, ref: string) => `baton-template-use:${workspace}:${ref}`;
