import Link from "next/link";
import { type ReactNode, useId } from "react";

type AsideGroupProps = {
  title: string;
  /** Said when there is none; without it the group is left out then. */
  none?: string;
  /** Unknown while it is being read. */
  count: number | undefined;
  /** Where all of them are. */
  href?: string;
  children: ReactNode;
};

/** A short list beside the timeline. */
export function AsideGroup({ title, none, count, href, children }: AsideGroupProps) {
  const id = useId();
  if (!count && !none) return null;
  return (
    <section aria-labelledby={id} aria-busy={count === undefined}>
      <div className="mb-1 flex items-baseline justify-between gap-2">
        <h2 id={id} className="font-medium">
          {title}
          {count && !href ? <span className="ml-1.5 font-normal text-muted">{count}</span> : null}
        </h2>
        {href && count ? (
          <Link href={href} className="rounded-sm text-muted text-xs hover:text-ink hover:underline">
            Show all<span className="sr-only"> of “{title}”</span>
          </Link>
        ) : null}
      </div>
      {count === 0 ? <p className="text-muted">{none}</p> : <ul>{children}</ul>}
    </section>
  );
}
