"use client";

import { useActionState, useEffect, useRef } from "react";
import { emptyForm, type FormState } from "@/server/domain/form-state";

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

/** A form that a server action answers: its problems by field, and the focus on the first of them. */
export function useFormAction(action: FormAction) {
  const [state, post, pending] = useActionState(action, emptyForm);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.problems.length > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [state]);
  const errorOf = (field: string) => state.problems.find((problem) => problem.field === field)?.message;
  return { form, post, pending, errorOf, message: state.message, values: state.values };
}
