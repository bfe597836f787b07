"use client";

import { List, Workflow } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { flowSummary } from "@/server/domain/summary";
import { FlowSwitch } from "./flow-switch";
import type { FlowDetail } from "./flow-types";

type FlowHeaderProps = {
  flow: FlowDetail;
  as: "canvas" | "outline";
  onAs: (as: "canvas" | "outline") => void;
};

/** On or off, what it is for, which version is live. */
export function FlowHeader({ flow, as, onAs }: FlowHeaderProps) {
  const { activeVersion } = flow;
  const words = flow.description || flowSummary(flow.draft);
  return (
    <header className="flex flex-wrap items-center gap-x-5 gap-y-1.5 border-line border-b px-4 py-2 desk:px-6">
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
      <p className="min-w-0 basis-full truncate text-muted desk:flex-1 desk:basis-0" title={words}>
        {words}
      </p>
      <SegmentedControl
        label="Show the flow as"
        className="ml-auto max-desk:hidden"
        options={shapes}
        value={as}
        onChange={onAs}
      />
    </header>
  );
}

const shapes = [
  { value: "canvas", label: "Canvas", icon: <Workflow aria-hidden /> },
  { value: "outline", label: "Outline", icon: <List aria-hidden /> },
] as const;
