import type { ReactNode } from "react";

type RowButtonProps = { current: boolean; onClick: () => void; children: ReactNode };

/** The main words of a row that opens beside the list; all of the row is its target. */
export const RowButton = ({ current, onClick, children }: RowButtonProps) => (
  <button
    type="button"
    data-open
    aria-current={current ? "true" : undefined}
    onClick={onClick}
    className="max-w-full shrink-0 truncate text-left font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:-outline-offset-2 focus-visible:after:outline-2 focus-visible:after:outline-ring"
  >
    {children}
  </button>
);
