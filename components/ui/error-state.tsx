import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";

type ErrorStateProps = {
  /** What could not be done: "The runs could not be loaded". */
  title: string;
  /** The error's own sentence, with the way out. */
  message?: ReactNode;
  onRetry?: () => void;
  pending?: boolean;
  action?: ReactNode;
};

export function ErrorState({ title, message, onRetry, pending, action }: ErrorStateProps) {
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-14 text-center">
      <TriangleAlert aria-hidden className="size-5 text-failed" />
      <h2 className="mt-3 font-semibold text-base">{title}</h2>
      {message ? <p className="mt-1 max-w-[60ch] text-muted">{message}</p> : null}
      <div className="mt-4 flex gap-2">
        {onRetry ? (
          <Button onClick={onRetry} pending={pending}>
            Try again
          </Button>
        ) : null}
        {action}
      </div>
    </div>
  );
}
