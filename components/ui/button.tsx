import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Spinner } from "./spinner";

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonClass> & {
    /** Draw the single child (a link) as a button. */
    asChild?: boolean;
    /** The action is under way: shows a spinner, refuses clicks, keeps focus. */
    pending?: boolean;
  };

/** Sizes: sm 28 px (the app), md 32 (forms), lg 40 (public pages). */
export function Button({
  className,
  variant,
  size,
  asChild,
  pending,
  type,
  children,
  ...props
}: ButtonProps) {
  const classes = cn(buttonClass({ variant, size }), className);
  if (asChild)
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    );
  return (
    <button
      type={type ?? "button"}
      className={classes}
      aria-busy={pending || undefined}
      {...props}
      aria-disabled={pending || props["aria-disabled"]}
      onClick={pending ? (event) => event.preventDefault() : props.onClick}
    >
      {pending ? <Spinner /> : null}
      {children}
    </button>
  );
}

export const buttonClass = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent hover:bg-accent-hover",
        secondary: "border border-line-strong bg-surface text-ink hover:bg-hover active:bg-active",
        ghost: "text-muted hover:bg-hover hover:text-ink active:bg-active",
        danger: "bg-danger text-white hover:bg-danger-hover",
        link: "h-auto! px-0! text-accent-ink underline-offset-4 hover:underline",
      },
      size: {
        sm: "h-7 px-2.5 text-sm",
        md: "h-8 px-3 text-sm",
        lg: "h-10 px-4 text-base",
      },
    },
    defaultVariants: { variant: "secondary", size: "sm" },
  },
);
