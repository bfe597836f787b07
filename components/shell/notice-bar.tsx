"use client";

import { useQuery } from "@tanstack/react-query";
import { Info, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { billingNotice } from "@/components/billing/billing-notice";
import { useBilling } from "@/components/billing/use-billing";
import { cn } from "@/components/ui/cn";
import { useTRPC } from "./trpc";
import { useWorkspace } from "./workspace-context";

/** One slim line under the bar when tokens or payments run short. Silent otherwise, and while nothing is known. */
export function NoticeBar() {
  const trpc = useTRPC();
  const { slug, timezone: timeZone } = useWorkspace();
  const { data: tokens } = useQuery(
    trpc.stats.tokens.queryOptions({ workspace: slug }, { staleTime: 30_000, refetchInterval: 60_000 }),
  );
  const { data: billing } = useBilling();
  const page = `/w/${slug}/settings/billing`;
  const there = usePathname() === page;
  if (!tokens) return null;
  const notice = billingNotice({ tokens, billing, now: Date.now(), timeZone });
  if (!notice) return null;
  const Icon = notice.tone === "info" ? Info : TriangleAlert;
  return (
    <p
      role="status"
      className={cn(
        "flex min-h-8 items-center gap-2 border-line border-b px-4 py-1 text-xs desk:px-6",
        LOOKS[notice.tone],
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0">{notice.text}</span>
      {there ? null : (
        <Link
          href={page}
          className="shrink-0 rounded-sm font-medium underline underline-offset-4 hover:no-underline"
        >
          Billing
        </Link>
      )}
    </p>
  );
}

const LOOKS = {
  info: "bg-gray-3 text-muted",
  warning: "bg-held-soft text-held",
  bad: "bg-failed-soft text-failed",
};
