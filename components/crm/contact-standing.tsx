import { UserCheck, UserPlus } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { ContactKind } from "@/server/domain/contact";
import { sentence } from "./sentence";

type ContactStandingProps = {
  kind: ContactKind;
  status: string;
  className?: string;
};

/** Lead or customer, and the status: one word where both say the same. */
export function ContactStanding({ kind, status, className }: ContactStandingProps) {
  const { word, icon: Icon, ink } = kinds[kind];
  const more = status && status !== kind ? sentence(status) : null;
  return (
    <span
      className={cn("inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap align-middle", className)}
    >
      <Icon aria-hidden className={cn("size-4 shrink-0", ink)} />
      <span className={cn("font-medium", ink)}>{word}</span>
      {more ? <span className="min-w-0 truncate text-muted">{more}</span> : null}
    </span>
  );
}

const kinds = {
  lead: { word: "Lead", icon: UserPlus, ink: "text-action" },
  customer: { word: "Customer", icon: UserCheck, ink: "text-succeeded" },
} as const;
