import { CircleAlert } from "lucide-react";

/** Why the whole form was refused. Screen readers say it as it comes. */
export function FormMessage({ message }: { message: string | null }) {
  return (
    <div
      role="alert"
      className={message ? "mb-4 flex gap-2 rounded-md bg-failed-soft p-2.5 text-failed" : "sr-only"}
    >
      {message ? <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" /> : null}
      {message}
    </div>
  );
}
