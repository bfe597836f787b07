"use client";

import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { formatNumber } from "@/components/ui/format-number";
import { formatDate } from "@/components/ui/format-time";
import { useTRPC } from "./trpc";
import { useWorkspace } from "./workspace-context";

/** One slim line under the bar when tokens run short. Silent otherwise, and while nothing is known. */
export function NoticeBar() {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const { data } = useQuery(
    trpc.stats.tokens.queryOptions({ workspace: slug }, { staleTime: 30_000, refetchInterval: 60_000 }),
  );
  if (!data || data.overageEnabled) return null;
  const share = data.includedMilliTokens > 0 ? data.usedMilliTokens / data.includedMilliTokens : 0;
  if (share < WARN_FROM) return null;
  const out = share >= 1;
  const included = formatNumber(data.includedMilliTokens / 1000);
  const whose = data.periodEndsAt ? "this period's" : "the trial's";
  const renewal = data.periodEndsAt ? ` until the period ends on ${formatDate(data.periodEndsAt)}` : "";
  return (
    <p
      role="status"
      className={cn(
        "flex min-h-8 items-center gap-2 border-line border-b px-4 py-1 text-xs desk:px-6",
        out ? "bg-failed-soft text-failed" : "bg-held-soft text-held",
      )}
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      {out
        ? `All of ${whose} ${included} tokens are used. Runs with priced steps are held${renewal}; none is lost.`
        : `${Math.floor(share * 100)}% of ${whose} ${included} tokens are used. At 100% runs are held${renewal}.`}
    </p>
  );
}

const WARN_FROM = 0.8;
