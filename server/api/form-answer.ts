import type { FormState } from "@/server/domain/form-state";
import type { Problem } from "./error-format";

/** What a refused form gets back. Problems that a field shows are not said twice. */
export const formRefusal = ({ message, problems }: Problem, values: Record<string, string>): FormState => ({
  message: problems.length > 0 ? null : message,
  problems,
  values,
});

export function field(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
