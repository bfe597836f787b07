/** What every floating list looks like: menus, selects, popovers, the command palette. */
export const panelClass =
  "z-50 overflow-hidden rounded-lg bg-raised p-1 text-sm text-ink shadow-float data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98 duration-150";

export const itemClass =
  "relative flex min-h-7 select-none items-center gap-2 rounded-md px-2 py-1 outline-none data-disabled:opacity-50 data-highlighted:bg-hover data-[state=open]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";
