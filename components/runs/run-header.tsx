"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { TokenAmount } from "@/components/states/token-amount";
import { Badge } from "@/components/ui/badge";
import { Duration } from "@/components/ui/duration";
import { RelativeTime } from "@/components/ui/relative-time";
import { OriginIcon } from "./origin-icon";
import { runOrigin } from "./run-origin";
import type { RunDetail } from "./run-types";
import { subjectName } from "./subject-name";

type RunHeaderProps = { detail: RunDetail; onShowEvent: () => void };

/** The facts of a run in one line: state, flow and version, what started it, for whom, how long, what it cost. */
export function RunHeader({ detail, onShowEvent }: RunHeaderProps) {
  const { slug, timezone } = useWorkspace();
  const { run, flow, version, event, parent } = detail;
  const contact = subjectName(run.subject);
  return (
    <header className="flex flex-wrap items-center gap-x-5 gap-y-1.5 border-line border-b px-4 py-2.5 desk:px-6">
      <div role="status" className="flex min-w-0 flex-wrap items-center gap-2">
        <RunStatusBadge
          status={run.status}
          reason={run.reason}
          wakeAt={run.wakeAt}
          timezone={timezone}
          waitsFor={waitsFor(detail)}
        />
        {run.mode === "test" ? <Badge>Test</Badge> : null}
        {run.handledErrors > 0 ? (
          <Badge tone="amber">
            {run.handledErrors} {run.handledErrors === 1 ? "error" : "errors"} handled
          </Badge>
        ) : null}
      </div>
      <dl className="contents">
        {flow ? (
          <Fact name="Flow" quiet>
            <Link href={`/w/${slug}/flows/${flow.id}`} className="font-medium hover:underline">
              {flow.name}
            </Link>
            {version ? (
              <span className="text-muted">
                {version.isDraft ? ", draft" : `, version ${version.number}`}
              </span>
            ) : null}
          </Fact>
        ) : null}
        <Fact name="Started by">
          <OriginIcon origin={run.origin} className="mr-1.5" />
          {parent ? (
            <>
              {parent.stepName ? `step “${parent.stepName}” of a run of ` : "a run of "}
              <Link
                href={`/w/${slug}/runs/${parent.id}${parent.stepId ? `?step=${parent.stepId}` : ""}`}
                className="text-accent-ink hover:underline"
              >
                {parent.flowName ?? "a flow that is gone"}
              </Link>
            </>
          ) : event ? (
            <button type="button" onClick={onShowEvent} className="text-accent-ink hover:underline">
              {runOrigin(run)}
            </button>
          ) : (
            runOrigin(run)
          )}
          {run.replayOf ? (
            <>
              {" of "}
              <Link href={`/w/${slug}/runs/${run.replayOf}`} className="text-accent-ink hover:underline">
                an earlier run
              </Link>
            </>
          ) : null}
        </Fact>
        {contact ? (
          <Fact name="Contact" quiet>
            {contact}
          </Fact>
        ) : null}
        <Fact name="Duration">
          <Duration from={run.startedAt ?? run.createdAt} to={run.completedAt} />
          <span className="text-muted">
            , <RelativeTime at={run.startedAt ?? run.createdAt} />
          </span>
        </Fact>
        <Fact name="Tokens">
          <TokenAmount milliTokens={run.milliTokens} />
        </Fact>
      </dl>
    </header>
  );
}

/** Of a run that waits for other flows alone. */
function waitsFor({ steps }: RunDetail): string | undefined {
  const waiting = steps.filter(({ status }) => status === "waiting");
  return waiting.length > 0 && waiting.every(({ stepType }) => stepType === "sub_flow")
    ? "for another flow"
    : undefined;
}

type FactProps = {
  name: string;
  /** The value says what it is: its name is for screen readers only. */
  quiet?: boolean;
  children: ReactNode;
};

function Fact({ name, quiet, children }: FactProps) {
  return (
    <div className="flex min-w-0 items-baseline gap-1.5">
      <dt className={quiet ? "sr-only" : "shrink-0 text-muted"}>{name}</dt>
      <dd className="min-w-0 max-w-72 truncate">{children}</dd>
    </div>
  );
}
