import type { VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { buttonClass } from "./button-class";
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
