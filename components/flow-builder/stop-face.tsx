import { cn } from "@/components/ui/cn";

type StopFaceProps = { text: string; tone: "plain" | "error"; className?: string };

export function StopFace({ text, tone, className }: StopFaceProps) {
  return (
    <div
      className={cn(
        "baton-card grid size-full place-items-center rounded-full border bg-surface text-xs",
        tone === "error" ? "border-error/40 text-error" : "border-line-strong text-muted",
        className,
      )}
    >
      <span className="max-w-full truncate px-2">{text}</span>
    </div>
  );
}
