"use client";

import { useQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button-class";
import { SkeletonRows } from "@/components/ui/skeleton";

/** Second step of the onboarding: there is a flow, but nothing has happened yet. */
export function FirstEvent() {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const { data } = useQuery(trpc.flows.list.queryOptions({ workspace: slug, limit: 3, sort: "created" }));
  if (!data) return <SkeletonRows rows={2} label="Loading your flows" />;
  return (
    <ul className="flex flex-col gap-3">
      {data.flows.map((flow) => (
        <li
          key={flow.id}
          className="flex flex-wrap items-center gap-4 rounded-lg border border-line bg-surface p-4"
        >
          <div className="min-w-0 flex-1 basis-60">
            <p className="flex items-center gap-2">
              <span className="truncate font-medium text-base">{flow.name}</span>
              <Badge tone={flow.status === "active" ? "green" : "neutral"} className="capitalize">
                {flow.status}
              </Badge>
            </p>
            <p className="mt-0.5 text-muted">{flow.description}</p>
          </div>
          <Link
            href={`/w/${slug}/flows/${flow.id}?test=true`}
            className={buttonClass({ variant: "primary", size: "md" })}
          >
            <Send aria-hidden />
            Send a sample event
          </Link>
        </li>
      ))}
    </ul>
  );
}
