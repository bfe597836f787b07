import type { ComponentProps } from "react";
import { cn } from "./cn";

type TableProps = ComponentProps<"table"> & {
  /** Name of the table: it may scroll sideways and then takes focus. */
  label: string;
  /** Take the height that is left in a column and scroll inside it; the head stays in sight. */
  fill?: boolean;
};

/** Dense rows of 36 px. Order of columns: state first. */
export function Table({ label, fill, className, ...props }: TableProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
      tabIndex={0}
      className={cn(
        "w-full overflow-x-auto focus-visible:-outline-offset-2",
        fill &&
          "min-h-0 flex-1 overflow-y-auto [&_thead]:sticky [&_thead]:top-0 [&_thead]:z-10 [&_thead]:bg-canvas [&_thead]:shadow-[0_1px_0_var(--line)]",
      )}
    >
      <table {...props} className={cn("w-full border-collapse text-left", className)} />
    </section>
  );
}

export const TableHead = ({ className, ...props }: ComponentProps<"thead">) => (
  <thead {...props} className={cn("text-muted text-xs", className)} />
);

export const TableBody = (props: ComponentProps<"tbody">) => <tbody {...props} />;

/** `interactive` for rows that open something; reveal actions inside with `RowActions`. */
export const TableRow = ({
  interactive,
  className,
  ...props
}: ComponentProps<"tr"> & { interactive?: boolean }) => (
  <tr
    {...props}
    className={cn(
      "group/row h-9 border-line border-b data-[selected=true]:bg-accent-soft",
      interactive && "relative hover:bg-hover",
      className,
    )}
  />
);

export const TableHeader = ({ className, ...props }: ComponentProps<"th">) => (
  <th
    scope="col"
    {...props}
    className={cn("h-8 whitespace-nowrap px-3 font-normal first:pl-4 last:pr-4", className)}
  />
);

export const TableCell = ({ className, ...props }: ComponentProps<"td">) => (
  <td {...props} className={cn("px-3 py-1 first:pl-4 last:pr-4", className)} />
);

/** Buttons of a row: visible on hover, and to the keyboard always reachable. */
export const RowActions = ({ className, ...props }: ComponentProps<"div">) => (
  <div
    {...props}
    className={cn(
      "relative flex justify-end gap-0.5 opacity-0 transition-opacity focus-within:opacity-100 group-hover/row:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100",
      className,
    )}
  />
);
