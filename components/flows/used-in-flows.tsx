"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ReferencesSheet, type Sought } from "./references-sheet";

type UsedInFlowsProps = { sought: Sought; title: string };

/** “Used in 3 flows”, which opens to where. One look-up for all things of a kind on a page. */
export function UsedInFlows({ sought, title }: UsedInFlowsProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [open, setOpen] = useState(false);
  const { data } = useQuery(
    trpc.flows.usage.queryOptions({ workspace, kind: sought.kind }, { staleTime: 30_000 }),
  );
  if (!data) return null;
  const names = [sought.value, ...(sought.also ?? [])].map((name) => name.toLowerCase());
  const flows = new Set(
    data.flatMap(({ value, flowIds }) => (names.includes(value.toLowerCase()) ? flowIds : [])),
  ).size;
  if (flows === 0) return <span className="text-faint">Used in no flow</span>;
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="text-muted underline-offset-4 hover:text-ink hover:underline"
      >
        Used in {flows} {flows === 1 ? "flow" : "flows"}
      </button>
      {open ? <ReferencesSheet sought={sought} title={title} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
