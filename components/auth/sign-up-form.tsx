"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PASSWORD_MIN } from "@/server/domain/password-rule";
import { FormMessage } from "./form-message";
import { PasswordInput } from "./password-input";
import { useBrowserTimezone } from "./use-browser-timezone";
import { type FormAction, useFormAction } from "./use-form-action";

type SignUpFormProps = {
  action: FormAction;
  /** Where to go on afterwards; null: the new workspace. */
  next: string | null;
};

export function SignUpForm({ action, next }: SignUpFormProps) {
  const { form, post, pending, errorOf, message, values } = useFormAction(action);
  const timezone = useBrowserTimezone();
  return (
    <form ref={form} action={post} noValidate className="mt-6">
      <FormMessage message={message} />
      <input type="hidden" name="timezone" value={timezone} />
      <input type="hidden" name="next" value={next ?? ""} />
      <div className="flex flex-col gap-4">
        <Field label="Your name" error={errorOf("name")} required>
          <Input
            name="name"
            size="lg"
            autoComplete="name"
            autoFocus
            defaultValue={values.name}
            key={values.name}
          />
        </Field>
        <Field label="Work email" error={errorOf("email")} required>
          <Input
            name="email"
            type="email"
            size="lg"
            autoComplete="username"
            defaultValue={values.email}
            key={values.email}
          />
        </Field>
        <Field
          label="Password"
          error={errorOf("password")}
          help={`At least ${PASSWORD_MIN} characters. A short sentence is easy to remember.`}
          required
        >
          <PasswordInput name="password" size="lg" autoComplete="new-password" />
        </Field>
        <Field
          label="Workspace"
          error={errorOf("workspaceName")}
          help="Your company or team. Flows, contacts and people belong to it."
          required
        >
          <Input
            name="workspaceName"
            size="lg"
            autoComplete="organization"
            defaultValue={values.workspaceName}
            key={values.workspaceName}
          />
        </Field>
        <Button type="submit" variant="primary" size="lg" pending={pending}>
          Create account
        </Button>
      </div>
    </form>
  );
}
