import type { LucideIcon } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { FAMILY_TILE, type StepFamily } from "./step-family";

/** The icon of a step in the hue of its family. */
export function StepTile({
  icon: Icon,
  family,
  small,
}: {
  icon: LucideIcon;
  family: StepFamily;
  small?: boolean;
}) {
  return (
    <span
      aria-hidden
      className={cn(
        "grid shrink-0 place-items-center rounded-md",
        small ? "size-6" : "size-7",
        FAMILY_TILE[family],
      )}
    >
      <Icon className={small ? "size-3.5" : "size-4"} />
    </span>
  );
}
