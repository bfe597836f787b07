import { CircleCheck, CircleX } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";

/** How the last test of a connection went. */
export function CheckedLine({
  checkedAt,
  checkError,
}: {
  checkedAt: Date | null;
  checkError: string | null;
}) {
  if (!checkedAt) return <p className="text-muted text-xs">Never tried</p>;
  if (checkError)
    return (
      <p className="mt-0.5 flex gap-1.5 text-failed text-xs">
        <CircleX aria-hidden className="mt-px size-3.5 shrink-0" />
        <span className="min-w-0 break-words">{checkError}</span>
      </p>
    );
  return (
    <p className="mt-0.5 flex items-center gap-1.5 text-succeeded text-xs">
      <CircleCheck aria-hidden className="size-3.5 shrink-0" />
      <span>
        Worked <RelativeTime at={checkedAt} />
      </span>
    </p>
  );
}
