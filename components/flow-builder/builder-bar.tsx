"use client";

import { List, Workflow } from "lucide-react";
import { useQueryStates } from "nuqs";
import { FlowSwitch } from "@/components/flows/flow-switch";
import type { FlowDetail } from "@/components/flows/flow-types";
import { flowViewState } from "@/components/flows/flow-view-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Editors } from "./editors";
import { SaveWords } from "./save-words";

/** On or off, saved or not, which version runs, who else is here, and how the flow is shown. */
export function BuilderBar({ flow }: { flow: FlowDetail }) {
  const [{ as, show }, setView] = useQueryStates(flowViewState, { history: "replace" });
  const { activeVersion } = flow;
  const differs = activeVersion !== null && (flow.hasUnpublishedChanges || show === "active");
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-line border-b px-4 py-1.5 desk:px-6">
      <FlowSwitch flow={flow} />
      <p className="shrink-0 text-muted">
        {activeVersion ? (
          <>
            Version {activeVersion.number}, published <RelativeTime at={activeVersion.createdAt} />
          </>
        ) : (
          "Never published"
        )}
      </p>
      {differs ? (
        <SegmentedControl
          label="Which definition"
          options={[
            { value: "draft", label: "Draft" },
            { value: "active", label: `Version ${activeVersion.number}` },
          ]}
          value={show}
          onChange={(next) => setView({ show: next, step: null })}
        />
      ) : null}
      <div className="ml-auto flex items-center gap-4">
        <Editors />
        <SaveWords />
        <SegmentedControl
          label="Show the flow as"
          className="max-desk:hidden"
          options={shapes}
          value={as}
          onChange={(next) => setView({ as: next })}
        />
      </div>
    </header>
  );
}

const shapes = [
  { value: "canvas", label: "Canvas", icon: <Workflow aria-hidden /> },
  { value: "outline", label: "Outline", icon: <List aria-hidden /> },
] as const;
