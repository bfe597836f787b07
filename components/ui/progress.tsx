import { Progress as Radix } from "radix-ui";
import { cn } from "./cn";

type ProgressProps = {
  label: string;
  value: number;
  max: number;
  tone?: "accent" | "amber" | "red";
  className?: string;
};

export function Progress({ label, value, max, tone = "accent", className }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  const fill = { accent: "bg-accent", amber: "bg-chart-3", red: "bg-chart-failed" }[tone];
  return (
    <Radix.Root
      aria-label={label}
      value={Math.max(0, Math.min(value, max))}
      max={max > 0 ? max : 1}
      className={cn("h-1.5 overflow-hidden rounded-full bg-gray-4", className)}
    >
      <Radix.Indicator
        className={cn("h-full rounded-full transition-[width]", fill)}
        style={{ width: `${share * 100}%` }}
      />
    </Radix.Root>
  );
}
