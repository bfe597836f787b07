import Link from "next/link";
import type { ComponentType, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type TimelineLineProps = {
  icon: ComponentType<{ className?: string; "aria-hidden"?: boolean }>;
  /** Colour of the icon. */
  ink?: string;
  /** What happened, in a few words. */
  title: ReactNode;
  /** Where it leads, from the workspace's address. */
  href?: string;
  /** After the title, in grey: who did it. */
  by?: string | null;
  /** Below: the text of a message or note. */
  body?: ReactNode;
  /** Times of the day. */
  time: ReactNode;
};

/** One line of the timeline: icon, words, link, time. */
export function TimelineLine({ icon: Icon, ink, title, href, by, body, time }: TimelineLineProps) {
  return (
    <li className="group/line relative flex gap-3 pb-4 last:pb-1">
      <span aria-hidden className="absolute top-7 bottom-0 left-3.5 w-px bg-line group-last/line:hidden" />
      <span className="grid size-7 shrink-0 place-items-center rounded-full border border-line bg-surface">
        <Icon aria-hidden className={cn("size-3.5", ink ?? "text-muted")} />
      </span>
      <div className="min-w-0 flex-1 pt-1">
        <div className="flex items-baseline gap-3">
          <p className="min-w-0 flex-1 break-words">
            {href ? (
              <Link href={href} className="font-medium hover:underline">
                {title}
              </Link>
            ) : (
              <span className="font-medium">{title}</span>
            )}
            {by ? <span className="text-muted"> · {by}</span> : null}
          </p>
          <span className="shrink-0 font-mono text-muted text-xs">{time}</span>
        </div>
        {body ? <div className="mt-0.5 text-muted">{body}</div> : null}
      </div>
    </li>
  );
}
