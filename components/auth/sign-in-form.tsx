"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { FormMessage } from "./form-message";
import { PasswordInput } from "./password-input";
import { type FormAction, useFormAction } from "./use-form-action";

export function SignInForm({ action, callbackUrl }: { action: FormAction; callbackUrl: string | null }) {
  const { form, post, pending, message, values } = useFormAction(action);
  return (
    <form ref={form} action={post} noValidate className="mt-6">
      <FormMessage message={message} />
      <input type="hidden" name="callbackUrl" value={callbackUrl ?? ""} />
      <div className="flex flex-col gap-4">
        <Field label="Email" required>
          <Input
            name="email"
            type="email"
            size="lg"
            autoComplete="username"
            autoFocus
            defaultValue={values.email}
            key={values.email}
          />
        </Field>
        <Field label="Password" required>
          <PasswordInput name="password" size="lg" autoComplete="current-password" />
        </Field>
        <Button type="submit" variant="primary" size="lg" pending={pending}>
          Sign in
        </Button>
      </div>
    </form>
  );
}
