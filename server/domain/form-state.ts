import type { FieldProblem } from "./errors";

/** What a form that was posted gets back when it was not accepted: what to say, and what was typed. */
export type FormState = { message: string | null; problems: FieldProblem[]; values: Record<string, string> };

export const emptyForm: FormState = { message: null, problems: [], values: {} };
