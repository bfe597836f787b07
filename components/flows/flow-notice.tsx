"use client";

import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import type { FlowDetail } from "./flow-types";
import { PublishFlowDialog } from "./publish-flow-dialog";
import { useFlowActions } from "./use-flow-actions";

type FlowNoticeProps = {
  flow: FlowDetail;
  showActive: boolean;
  onShow: (show: "draft" | "active") => void;
  onProblems: () => void;
};

/** Says when the draft is not what runs, and what stands against publishing it. Silent when all is published and well. */
export function FlowNotice({ flow, showActive, onShow, onProblems }: FlowNoticeProps) {
  const { mayEdit } = useFlowActions();
  const [publishing, setPublishing] = useState(false);
  const { activeVersion, problems } = flow;
  const broken = problems.filter(({ severity }) => severity === "structure").length;
  const differs = flow.hasUnpublishedChanges && flow.status !== "archived";
  if (!differs && problems.length === 0) return null;
  const next = (flow.versions[0]?.number ?? 0) + 1;
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2 border-line border-b bg-sunken px-4 py-2 desk:px-6">
      {differs ? (
        <p className="min-w-0">
          {activeVersion
            ? `The draft differs from version ${activeVersion.number}, which is the one that runs.`
            : "A draft: no event starts it yet. Turn it on, or publish it first."}
        </p>
      ) : null}
      {problems.length > 0 ? (
        <button
          type="button"
          onClick={onProblems}
          className="flex items-center gap-1.5 font-medium text-held underline-offset-4 hover:underline"
        >
          <TriangleAlert aria-hidden className="size-4" />
          {broken > 0 ? count(broken, "problem") : count(problems.length, "warning")}
        </button>
      ) : null}
      {differs ? (
        <div className="ml-auto flex flex-wrap items-center gap-2">
          {activeVersion ? (
            <SegmentedControl
              label="Which definition"
              options={[
                { value: "draft", label: "Draft" },
                { value: "active", label: `Version ${activeVersion.number}` },
              ]}
              value={showActive ? "active" : "draft"}
              onChange={onShow}
            />
          ) : null}
          {mayEdit ? (
            <Button variant="primary" disabled={broken > 0} onClick={() => setPublishing(true)}>
              Publish version {next}
            </Button>
          ) : null}
        </div>
      ) : null}
      <PublishFlowDialog flow={flow} number={next} open={publishing} onOpenChange={setPublishing} />
    </div>
  );
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
