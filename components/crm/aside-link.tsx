import Link from "next/link";
import type { ReactNode } from "react";

type AsideLinkProps = {
  href: string;
  title: string;
  /** At the end of the title's line. */
  aside?: string;
  /** In grey below the title. */
  text?: string;
  /** State and time. */
  children: ReactNode;
};

/** A record beside the timeline: all of it leads to its page. */
export const AsideLink = ({ href, title, aside, text, children }: AsideLinkProps) => (
  <li className="relative -mx-2 rounded-md px-2 py-2 hover:bg-hover">
    <span className="flex items-baseline justify-between gap-2">
      <Link
        href={href}
        className="truncate font-medium after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring"
      >
        {title}
      </Link>
      {aside ? <span className="shrink-0 tabular-nums">{aside}</span> : null}
    </span>
    {text ? <span className="block truncate text-muted text-xs">{text}</span> : null}
    <span className="mt-0.5 flex items-center justify-between gap-2">{children}</span>
  </li>
);
