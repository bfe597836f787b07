"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import dynamic from "next/dynamic";
import { IconButton } from "@/components/ui/icon-button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { PanelResizer } from "./builder-panel-resizer";
import { ProblemsCount } from "./problems-count";
import { ProblemsPanel } from "./problems-panel";
import { TestRunFollower } from "./test-run-follower";
import { TestRunState } from "./test-run-state";
import { useBuilder } from "./use-builder";
import { builderPanels, useBuilderPanel } from "./use-builder-panel";
import { usePersonSetting } from "./use-person-setting";
import { useFirstSample } from "./use-samples";

const TestRunPanel = dynamic(() => import("./test-run-panel").then((module) => module.TestRunPanel), {
  loading: () => <SkeletonRows rows={4} label="Loading the test run" />,
});

const BuilderDryRun = dynamic(
  () => import("@/components/dry-run/builder-dry-run").then((module) => module.BuilderDryRun),
  { loading: () => <SkeletonRows rows={4} label="Loading the dry run" /> },
);

/** Below the canvas: what is wrong with the flow, and trying it. Folded up it is one line. */
export function BuilderPanel() {
  const { panel, trial, open, close } = useBuilderPanel();
  const [height, setHeight] = usePersonSetting<number>("panel-height", 300, readHeight);
  const readOnly = useBuilder((state) => state.readOnly);
  useFirstSample();
  const tab = panel ?? "";
  return (
    <section
      aria-label="Problems and test run"
      // In narrow windows the page scrolls: the panel stays at its foot.
      className="relative flex shrink-0 flex-col border-line border-t bg-canvas max-desk:sticky max-desk:bottom-0 max-desk:z-20"
      style={{ height: panel === null ? undefined : `min(${height}px, 60vh)` }}
      onKeyDown={(event) => {
        // Escape steps back one level: out of a field it is the field's own.
        if (event.key !== "Escape" || event.defaultPrevented || panel === null) return;
        event.stopPropagation();
        close();
        event.currentTarget.querySelector<HTMLElement>("[role=tab]")?.focus();
      }}
    >
      {panel === null ? null : <PanelResizer height={height} onHeight={setHeight} />}
      {/* The canvas shows one of the two. */}
      {trial === null || panel === "dry-run" ? null : <TestRunFollower key={trial} runId={trial} />}
      <Tabs
        value={tab}
        activationMode="manual"
        onValueChange={(next) => {
          const chosen = builderPanels.find((each) => each === next);
          if (chosen) open(chosen);
        }}
        className="flex min-h-0 flex-1 flex-col"
      >
        <div className="flex shrink-0 items-center border-line border-b pr-1.5 pl-4">
          <TabsList aria-label="Panel" className="flex-1 border-b-0">
            <TabsTrigger value="problems">
              Problems
              <ProblemsCount />
            </TabsTrigger>
            <TabsTrigger value="test">
              Test run
              {trial === null ? null : <TestRunState runId={trial} />}
            </TabsTrigger>
            <TabsTrigger value="dry-run">Dry run</TabsTrigger>
          </TabsList>
          <IconButton
            label={panel === null ? "Show the panel" : "Hide the panel"}
            aria-expanded={panel !== null}
            side="top"
            onClick={() => (panel === null ? open("problems") : close())}
          >
            {panel === null ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
          </IconButton>
        </div>
        {panel === null ? null : (
          <TabsContent value={panel} className="min-h-0 flex-1 overflow-y-auto pt-0">
            {panel === "problems" ? (
              <ProblemsPanel />
            ) : panel === "test" ? (
              <TestRunPanel readOnly={readOnly} />
            ) : (
              <BuilderDryRun />
            )}
          </TabsContent>
        )}
      </Tabs>
    </section>
  );
}

const readHeight = (text: string): number | undefined => {
  const height = Number(text);
  return height >= 120 && height <= 1_200 ? height : undefined;
};
