import { type ReactNode, useId } from "react";

type AsideGroupProps = {
  title: string;
  /** Said when there is none; without it the group is left out then. */
  none?: string;
  /** Unknown while it is being read. */
  count: number | undefined;
  children: ReactNode;
};

/** A short list beside the timeline. */
export function AsideGroup({ title, none, count, children }: AsideGroupProps) {
  const id = useId();
  if (!count && !none) return null;
  return (
    <section aria-labelledby={id} aria-busy={count === undefined}>
      <h2 id={id} className="mb-1 font-medium">
        {title}
        {count ? <span className="ml-1.5 font-normal text-muted">{count}</span> : null}
      </h2>
      {count === 0 ? <p className="text-muted">{none}</p> : <ul>{children}</ul>}
    </section>
  );
}
