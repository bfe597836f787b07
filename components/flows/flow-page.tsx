"use client";

import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { FlowView } from "@/components/flow-builder/flow-view";
import { useMediaQuery } from "@/components/flow-builder/use-media-query";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ErrorState } from "@/components/ui/error-state";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { FlowHeader } from "./flow-header";
import { FlowMenu } from "./flow-menu";
import { FlowNotice } from "./flow-notice";
import { FlowPageSkeleton } from "./flow-page-skeleton";
import { FlowPanel } from "./flow-panel";
import type { FlowDetail } from "./flow-types";
import { flowViewState } from "./flow-view-state";

const TestFlowDialog = dynamic(() => import("./test-flow-dialog").then((module) => module.TestFlowDialog));

/** One flow: what it does as a picture, and beside it how it starts, how it ran, and what it is made of. */
export function FlowPage({ flowId }: { flowId: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { slug: workspace, role } = useWorkspace();
  const [view, setView] = useQueryStates(flowViewState, { history: "replace" });
  const query = useQuery(trpc.flows.get.queryOptions({ workspace, flowId }));
  const flow = query.data;
  const list = `/w/${workspace}/flows`;
  return (
    <Page
      layout="flush"
      crumbs={[{ label: "Flows", href: list }, { label: flow?.name ?? "Flow" }]}
      actions={
        flow ? (
          <>
            {role === "viewer" || flow.status === "archived" ? null : (
              <Button onClick={() => setView({ test: true })}>
                <Play aria-hidden />
                Test
              </Button>
            )}
            <FlowMenu flow={flow} onRemoved={() => router.push(list)} />
          </>
        ) : null
      }
    >
      {flow ? (
        <>
          <Loaded flow={flow} view={view} setView={setView} />
          {view.test ? <TestFlowDialog flow={flow} onClose={() => setView({ test: null })} /> : null}
        </>
      ) : query.isError ? (
        <ErrorState
          title="The flow could not be loaded"
          message={query.error.message}
          onRetry={() => query.refetch()}
          pending={query.isFetching}
        />
      ) : (
        <FlowPageSkeleton />
      )}
    </Page>
  );
}

type View = ReturnType<typeof useQueryStates<typeof flowViewState>>;
type LoadedProps = { flow: FlowDetail; view: View[0]; setView: View[1] };

function Loaded({ flow, view, setView }: LoadedProps) {
  const active = flow.activeVersion;
  const showActive = view.show === "active" && active !== null && flow.hasUnpublishedChanges;
  // In a narrow window the details stand in place of the steps.
  const narrow = useMediaQuery("(max-width: 899px)");
  const select = (step: string | null) =>
    setView(step !== null && narrow ? { step, half: "details" } : { step });
  const problems = useMemo(() => byStep(flow.problems), [flow.problems]);
  const definition = showActive ? active.definition : flow.draft;
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto desk:overflow-hidden">
      <FlowHeader flow={flow} as={view.as} onAs={(as) => setView({ as })} />
      <FlowNotice
        flow={flow}
        showActive={showActive}
        onShow={(show) => setView({ show, step: null })}
        onProblems={() => setView({ tab: "problems", step: null, half: "details" })}
      />
      <div className="border-line border-b px-4 py-2 desk:hidden">
        <SegmentedControl
          label="Show"
          options={halves}
          value={view.half}
          onChange={(half) => setView({ half })}
        />
      </div>
      <div className="flex flex-1 desk:min-h-0">
        <div className={cn("relative min-w-0 flex-1", view.half === "details" && "hidden desk:block")}>
          <FlowView
            key={showActive ? "active" : "draft"}
            as={view.as}
            definition={definition}
            problems={showActive ? undefined : problems}
            selected={view.step}
            onSelect={select}
          />
        </div>
        <div
          className={cn(
            "w-full desk:min-h-0 desk:w-90 desk:shrink-0 desk:overflow-y-auto desk:border-line desk:border-l xl:w-100",
            view.half === "steps" && "hidden desk:block",
          )}
        >
          <FlowPanel flow={flow} definition={definition} view={view} setView={setView} />
        </div>
      </div>
    </div>
  );
}

function byStep(problems: FlowDetail["problems"]): ReadonlyMap<string, readonly string[]> {
  const messages = new Map<string, string[]>();
  for (const { stepId, message } of problems)
    if (stepId !== null) messages.set(stepId, [...(messages.get(stepId) ?? []), message]);
  return messages;
}

const halves = [
  { value: "steps", label: "Steps" },
  { value: "details", label: "Details" },
] as const;
