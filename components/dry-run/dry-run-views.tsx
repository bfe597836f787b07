"use client";

import { SegmentedControl } from "@/components/ui/segmented-control";
import type { DryRunView } from "./dry-run-settings";

type DryRunViewsProps = { view: DryRunView; onChange: (view: DryRunView) => void };

/** One event over time, what it costs, and many real events against the published version. */
export const DryRunViews = ({ view, onChange }: DryRunViewsProps) => (
  <SegmentedControl
    label="Show of the dry run"
    options={VIEWS}
    value={view}
    onChange={onChange}
    className="self-start"
  />
);

const VIEWS = [
  { value: "timeline", label: "Timeline" },
  { value: "cost", label: "Cost" },
  { value: "replay", label: "Replay" },
] as const satisfies readonly { value: DryRunView; label: string }[];
