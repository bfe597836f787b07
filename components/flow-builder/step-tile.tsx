import type { LucideIcon } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { FAMILY_TILE, type StepFamily } from "./step-family";

/** The icon of a step in the hue of its family. */
export function StepTile({
  icon: Icon,
  family,
  faded,
}: {
  icon: LucideIcon;
  family: StepFamily;
  /** Of a step that a run did not reach. */
  faded?: boolean;
}) {
  return (
    <span
      aria-hidden
      className={cn(
        "grid shrink-0 place-items-center rounded-md",
        "size-7",
        faded && "opacity-50",
        FAMILY_TILE[family],
      )}
    >
      <Icon className="size-4" />
    </span>
  );
}
