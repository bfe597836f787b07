"use client";

import { Split } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { describeStep } from "@/server/domain/describe-step";
import { describeTrigger } from "@/server/domain/describe-trigger";
import type { FlowTrigger } from "@/server/domain/flow";
import { plainText } from "@/server/domain/text-part";
import type { OutlineRow } from "./outline-rows";
import { stepFamily } from "./step-family";
import { stepIcon, triggerIcon } from "./step-icon";
import { StepSentence } from "./step-sentence";
import { StepTile } from "./step-tile";

/** What a row says. `trigger` is asked for by the start alone. */
export function OutlineRowBody({ row, trigger }: { row: OutlineRow; trigger: FlowTrigger | null }) {
  if (row.kind === "way")
    return (
      <span className="flex min-w-0 flex-1 items-center gap-1.5">
        <Split aria-hidden className="size-3.5 shrink-0 rotate-90" />
        <span
          className={cn(
            "max-w-[60%] shrink-0 truncate rounded-full px-2 py-px font-medium",
            row.lane === "error" ? "bg-error-soft text-error" : "bg-gray-4 text-ink",
          )}
        >
          {row.title}
        </span>
        {row.follows ? <span className="truncate">{row.follows}</span> : null}
      </span>
    );
  if (row.kind === "section") return <span className="flex-1 pt-2 font-medium">{row.title}</span>;
  const face = faceOf(row, trigger);
  if (!face) return null;
  return (
    <>
      <StepTile icon={face.icon} family={face.family} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold text-ink text-sm">{face.title}</span>
        {face.parts.length > 0 ? (
          <span className="block truncate text-muted text-xs leading-4.5">
            <StepSentence parts={face.parts} />
          </span>
        ) : null}
        {row.kind === "step" && row.follows ? (
          <span className="block truncate text-muted text-xs leading-4.5">→ {row.follows}</span>
        ) : null}
      </span>
    </>
  );
}

/** The same in words: what a screen reader says of the row. */
export function outlineRowName(
  row: OutlineRow,
  trigger: FlowTrigger | null,
  { problems, stale }: { problems: number; stale: boolean },
): string {
  const parts = [row.title];
  if (row.kind === "start" && trigger) parts.push(plainText(describeTrigger(trigger).parts));
  if (row.kind === "step") parts.push(plainText(describeStep(row.step)));
  if ((row.kind === "step" || row.kind === "way") && row.follows) parts.push(row.follows);
  if (problems > 0) parts.push(problems === 1 ? "1 problem" : `${problems} problems`);
  if (stale) parts.push("changed since it was tested");
  return parts.filter(Boolean).join(", ");
}

function faceOf(row: Extract<OutlineRow, { kind: "start" | "step" }>, trigger: FlowTrigger | null) {
  if (row.kind === "start")
    return trigger && { ...describeTrigger(trigger), family: "trigger" as const, icon: triggerIcon(trigger) };
  const { step, isHandler, title } = row;
  return {
    ...{ title, parts: describeStep(step), icon: stepIcon(step) },
    family: isHandler ? ("error" as const) : stepFamily(step),
  };
}
