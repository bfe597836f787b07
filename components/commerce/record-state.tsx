import {
  Ban,
  CalendarCheck,
  Circle,
  CircleCheck,
  CircleDollarSign,
  CircleX,
  type LucideIcon,
  PencilLine,
  Truck,
  Undo2,
} from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { AppointmentStatus } from "@/server/domain/appointment";
import type { OrderStatus } from "@/server/domain/order-status";
import type { ProductStatus } from "@/server/domain/product";

export type RecordStatus = OrderStatus | AppointmentStatus | ProductStatus;

type RecordStateProps = {
  status: RecordStatus;
  /** badge: tinted pill · inline: icon and word, for tables */
  appearance?: "badge" | "inline";
  className?: string;
};

/** Where an order, an appointment or a product stands: icon, word and colour. */
export function RecordState({ status, appearance = "inline", className }: RecordStateProps) {
  const { word, icon: Icon, ink, soft } = LANGUAGE[status];
  const badge = appearance === "badge";
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 whitespace-nowrap align-middle font-medium",
        badge && ["h-5 rounded-md px-1.5 text-xs", soft],
        ink,
        className,
      )}
    >
      <Icon aria-hidden className={cn("size-4 shrink-0", badge && "size-3.5")} />
      {word}
    </span>
  );
}

export const recordStatusWord = (status: RecordStatus): string => LANGUAGE[status].word;

type Words = { word: string; icon: LucideIcon; ink: string; soft: string };

const idle = { ink: "text-idle", soft: "bg-idle-soft" };
const good = { ink: "text-succeeded", soft: "bg-succeeded-soft" };
const under = { ink: "text-running", soft: "bg-running-soft" };

const LANGUAGE: Record<RecordStatus, Words> = {
  pending: { word: "Pending", icon: Circle, ...idle },
  paid: { word: "Paid", icon: CircleDollarSign, ...under },
  shipped: { word: "Shipped", icon: Truck, ink: "text-waiting", soft: "bg-waiting-soft" },
  completed: { word: "Completed", icon: CircleCheck, ...good },
  cancelled: { word: "Cancelled", icon: Ban, ...idle },
  refunded: { word: "Refunded", icon: Undo2, ink: "text-held", soft: "bg-held-soft" },
  booked: { word: "Booked", icon: CalendarCheck, ...under },
  no_show: { word: "No-show", icon: CircleX, ink: "text-failed", soft: "bg-failed-soft" },
  active: { word: "Active", icon: CircleCheck, ...good },
  draft: { word: "Draft", icon: PencilLine, ...idle },
  archived: { word: "Deleted", icon: Ban, ...idle },
};
