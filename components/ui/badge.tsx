import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

type BadgeProps = ComponentProps<"span"> & VariantProps<typeof badgeClass>;

/** A small label. For states of runs and steps use components/states. */
export function Badge({ tone, className, ...props }: BadgeProps) {
  return <span {...props} className={cn(badgeClass({ tone }), className)} />;
}

const badgeClass = cva(
  "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-md px-1.5 font-medium text-xs [&_svg]:size-3.5",
  {
    variants: {
      tone: {
        neutral: "bg-gray-3 text-muted",
        outline: "border border-line-strong text-muted",
        accent: "bg-accent-soft text-accent-ink",
        green: "bg-succeeded-soft text-succeeded",
        red: "bg-failed-soft text-failed",
        amber: "bg-held-soft text-held",
        violet: "bg-waiting-soft text-waiting",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);
