"use client";

import { type ReactNode, useId } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { DialogClose, DialogContent } from "./dialog";

type FormDialogContentProps = {
  title: string;
  description?: ReactNode;
  size?: "sm" | "md" | "lg";
  submitLabel: ReactNode;
  pending: boolean;
  disabled?: boolean;
  /** Why it was refused, where no field says it. */
  refusal?: string | false | null | undefined;
  className?: string;
  onSubmit: () => void;
  children: ReactNode;
};

/** A dialog that is one form: cancelled, or sent. */
export function FormDialogContent(props: FormDialogContentProps) {
  const { title, description, size, submitLabel, pending, disabled, refusal, className, onSubmit } = props;
  const formId = useId();
  return (
    <DialogContent
      title={title}
      description={description}
      {...(size && { size })}
      footer={
        <>
          <DialogClose asChild>
            <Button size="md">Cancel</Button>
          </DialogClose>
          <Button
            type="submit"
            form={formId}
            size="md"
            variant="primary"
            disabled={disabled}
            pending={pending}
          >
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className={cn("flex flex-col gap-4", className)}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {refusal ? (
          <p role="alert" className="text-failed">
            {refusal}
          </p>
        ) : null}
        {props.children}
      </form>
    </DialogContent>
  );
}
