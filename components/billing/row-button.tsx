import type { ReactNode } from "react";

type RowButtonProps = { label: string; onClick: () => void; children: ReactNode };

/** The whole row of a table as one button. */
export const RowButton = ({ label, onClick, children }: RowButtonProps) => (
  <button
    type="button"
    aria-label={label}
    onClick={onClick}
    className="max-w-full truncate text-left align-middle font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:-outline-offset-2 focus-visible:after:outline-2 focus-visible:after:outline-ring"
  >
    {children}
  </button>
);
