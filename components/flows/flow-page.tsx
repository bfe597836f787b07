"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useEffect } from "react";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ErrorState } from "@/components/ui/error-state";
import { FlowPageSkeleton } from "./flow-page-skeleton";

const load = () => import("@/components/flow-builder/builder-page").then((module) => module.BuilderPage);
const BuilderPage = dynamic(load, { ssr: false, loading: () => <Waiting /> });

/** One flow: the builder, as soon as it and the flow are there. */
export function FlowPage({ flowId }: { flowId: string }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const query = useQuery(trpc.flows.get.queryOptions({ workspace, flowId }));
  // The builder is on its way while the flow is read.
  useEffect(() => void load(), []);
  if (query.data) return <BuilderPage flow={query.data} />;
  if (!query.isError) return <Waiting />;
  return (
    <Page layout="flush" crumbs={crumbs(workspace)}>
      <ErrorState
        title="The flow could not be loaded"
        message={query.error.message}
        onRetry={() => query.refetch()}
        pending={query.isFetching}
      />
    </Page>
  );
}

function Waiting() {
  const { slug } = useWorkspace();
  return (
    <Page layout="flush" crumbs={crumbs(slug)}>
      <FlowPageSkeleton />
    </Page>
  );
}

const crumbs = (workspace: string) => [{ label: "Flows", href: `/w/${workspace}/flows` }, { label: "Flow" }];
