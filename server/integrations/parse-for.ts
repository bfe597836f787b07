import type { AnyAction } from "./action";

/** Checked by the action that will run: the named one, or the one that it stands for with this input. */
export function parseFor(
  action: AnyAction,
  input: unknown,
): { action: AnyAction; parsed: ReturnType<AnyAction["parse"]> } {
  const parsed = action.parse(input);
  const other = parsed.ok ? action.delegate?.(parsed.value) : null;
  return other ? parseFor(other.action, other.input) : { action, parsed };
}
