"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner, toast as sonner } from "sonner";

/** Only for the result of what the person just did. `undo` where undo exists. */
export const toast = {
  success: (message: string, options?: ToastOptions) => sonner.success(message, withUndo(options)),
  error: (message: string, options?: ToastOptions) =>
    sonner.error(message, { ...withUndo(options), duration: 10_000 }),
  info: (message: string, options?: ToastOptions) => sonner(message, withUndo(options)),
  dismiss: (id?: string | number) => sonner.dismiss(id),
};

type ToastOptions = {
  description?: string;
  undo?: () => void;
  action?: { label: string; onClick: () => void };
};

function withUndo({ undo, action, description }: ToastOptions = {}) {
  return {
    description,
    action: undo ? { label: "Undo", onClick: undo } : action,
    duration: undo ? 8_000 : 4_000,
  };
}

export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      className="font-sans!"
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-lg bg-raised px-3.5 py-3 text-sm text-ink shadow-float sm:w-90",
          title: "font-medium",
          description: "mt-0.5 text-muted",
          content: "min-w-0 flex-1 break-words",
          icon: "mt-0.5 shrink-0 [&_svg]:size-4",
          actionButton: "h-7 shrink-0 rounded-md px-2 font-medium text-accent-ink hover:bg-hover",
          success: "[&_[data-icon]]:text-succeeded",
          error: "[&_[data-icon]]:text-failed",
        },
      }}
    />
  );
}
