import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type Tone = "info" | "good" | "warning" | "bad";

type BillingNoteProps = { tone: Tone; title: string; children?: ReactNode; actions?: ReactNode };

/** How things stand with the money, in a sentence or two, with the way out at its right. */
export function BillingNote({ tone, title, children, actions }: BillingNoteProps) {
  const { icon: Icon, look } = TONES[tone];
  return (
    <div className={cn("flex flex-wrap items-start gap-x-4 gap-y-2 rounded-lg border px-4 py-3", look)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">{title}</p>
        {children ? <p className="mt-0.5 max-w-[75ch] text-muted">{children}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}

const TONES: Record<Tone, { icon: typeof Info; look: string }> = {
  info: { icon: Info, look: "border-line bg-surface [&>svg]:text-muted" },
  good: { icon: CircleCheck, look: "border-line bg-surface [&>svg]:text-succeeded" },
  warning: { icon: TriangleAlert, look: "border-line bg-held-soft [&>svg]:text-held" },
  bad: { icon: TriangleAlert, look: "border-line bg-failed-soft [&>svg]:text-failed" },
};
