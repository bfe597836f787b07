import { type ReactNode, useId } from "react";

/** Facts that belong together, under one word. */
export function FactGroup({
  title,
  after,
  children,
}: {
  title: string;
  /** Below the facts. */
  after?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-1 font-medium">
        {title}
      </h2>
      <dl className="flex flex-col">{children}</dl>
      {after}
    </section>
  );
}
