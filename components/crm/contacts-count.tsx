"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { formatNumber } from "@/components/ui/format-number";
import type { ContactView } from "./contact-filters";

/** How many contacts pass the filters; beyond what the server counts, "10,000+". */
export function ContactsCount({ view: { sort: _, ...filter } }: { view: ContactView }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data } = useQuery(
    trpc.contacts.count.queryOptions({ workspace, ...filter }, { placeholderData: keepPreviousData }),
  );
  if (!data?.count) return null;
  return (
    <span className="ml-1 font-normal text-muted tabular-nums">
      {formatNumber(data.count)}
      {data.capped ? "+" : ""}
    </span>
  );
}
