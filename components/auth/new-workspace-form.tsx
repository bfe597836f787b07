"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { FormMessage } from "./form-message";
import { useBrowserTimezone } from "./use-browser-timezone";
import { type FormAction, useFormAction } from "./use-form-action";

export function NewWorkspaceForm({ action }: { action: FormAction }) {
  const { form, post, pending, errorOf, message, values } = useFormAction(action);
  const timezone = useBrowserTimezone();
  return (
    <form ref={form} action={post} noValidate className="mt-6">
      <FormMessage message={message} />
      <input type="hidden" name="timezone" value={timezone} />
      <div className="flex flex-col gap-4">
        <Field label="Name" error={errorOf("name")} help="Your company or team." required>
          <Input
            name="name"
            size="lg"
            autoComplete="organization"
            autoFocus
            defaultValue={values.name}
            key={values.name}
          />
        </Field>
        <Button type="submit" variant="primary" size="lg" pending={pending}>
          Create workspace
        </Button>
      </div>
    </form>
  );
}
