"use client";

import { AlertDialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { Field } from "./field";
import { Input } from "./input";
import { overlayClass } from "./overlay-class";

type AlertDialogProps = {
  /** A button that opens it; absent when `open` is driven from outside. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: string;
  description: ReactNode;
  /** The verb: "Delete flow", never "OK". */
  confirmLabel: string;
  /** The way back, where "Cancel" would be taken for the action itself. */
  dismissLabel?: string;
  tone?: "danger" | "primary";
  /** Must be typed before the button works, e.g. the name of what is deleted. */
  typeToConfirm?: string;
  pending?: boolean;
  onConfirm: () => void;
};

/** A question before something that cannot be undone. Where undo exists, do it at once and offer Undo in a toast. */
export function AlertDialog({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  dismissLabel = "Cancel",
  tone = "danger",
  typeToConfirm,
  pending,
  onConfirm,
}: AlertDialogProps) {
  const [typed, setTyped] = useState("");
  const ready = typeToConfirm === undefined || typed.trim() === typeToConfirm;
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content className="-translate-x-1/2 fixed top-[18vh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-105 rounded-xl bg-raised p-5 text-sm shadow-float duration-150 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98">
          <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
          <Radix.Description asChild>
            <div className="mt-1 text-muted">{description}</div>
          </Radix.Description>
          {typeToConfirm === undefined ? null : (
            <Field label={`Type “${typeToConfirm}” to confirm`} className="mt-4">
              <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
            </Field>
          )}
          <div className="mt-5 flex justify-end gap-2">
            <Radix.Cancel asChild>
              <Button size="md">{dismissLabel}</Button>
            </Radix.Cancel>
            <Radix.Action asChild>
              <Button size="md" variant={tone} disabled={!ready} pending={pending} onClick={onConfirm}>
                {confirmLabel}
              </Button>
            </Radix.Action>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
