import { cn } from "@/components/ui/cn";

/** A half-filled disc that turns. Still, under reduced motion, it is the sign for "running". */
export function RunningIcon({ className, ...props }: { className?: string; "aria-hidden"?: boolean }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      {...props}
      aria-hidden="true"
      className={cn("animate-turn", className)}
    >
      <circle cx="12" cy="12" r="10" stroke="currentColor" strokeWidth="1.5" />
      <path d="M12 5.5a6.5 6.5 0 0 1 0 13Z" fill="currentColor" />
    </svg>
  );
}
