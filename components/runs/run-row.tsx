"use client";

import { Ban } from "lucide-react";
import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RunCost } from "@/components/states/run-cost";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { TokenAmount } from "@/components/states/token-amount";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { Duration } from "@/components/ui/duration";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { RowTick } from "@/components/ui/row-tick";
import { RowActions, TableCell, TableRow } from "@/components/ui/table";
import { isCancellable, isFinal } from "@/server/domain/run";
import { CancelWords } from "./cancel-words";
import { OriginIcon } from "./origin-icon";
import { runOrigin } from "./run-origin";
import type { RunListItem } from "./run-types";
import { subjectName } from "./subject-name";

type RunRowProps = {
  run: RunListItem;
  /** Null for those who may only look. */
  control: null | {
    cancel: (runId: string) => void;
    ticked: boolean;
    tick: (runId: string) => void;
    ticking: boolean;
  };
};

export function RunRow({ run, control }: RunRowProps) {
  const { slug, timezone } = useWorkspace();
  const name = run.flowName ?? "Direct call";
  const state = { status: run.status, reason: run.reason, wakeAt: run.wakeAt, timezone };
  const about =
    run.status === "failed" && run.errorMessage ? run.errorMessage : runOrigin({ ...run, mode: "live" });
  return (
    <TableRow interactive data-selected={control?.ticked} data-row={run.id}>
      {control ? (
        <TableCell className="w-8 pr-0">
          <RowTick
            label={`Select run of ${name}`}
            checked={control.ticked}
            active={control.ticking}
            onToggle={() => control.tick(run.id)}
          />
        </TableCell>
      ) : null}
      <TableCell className="max-w-64 max-sm:w-8 max-sm:pr-0">
        <RunStatusBadge status={run.status} appearance="icon" className="sm:hidden" />
        <RunStatusBadge {...state} appearance="inline" className="max-sm:hidden" />
      </TableCell>
      <TableCell className="w-full max-w-0 max-sm:py-1.5">
        <span className="flex min-w-0 items-center gap-2">
          <Link
            data-open
            href={`/w/${slug}/runs/${run.id}`}
            className="max-w-full shrink-0 truncate font-medium after:absolute max-sm:min-w-0 max-sm:shrink after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring"
          >
            {name}
          </Link>
          {run.mode === "test" ? <Badge>Test</Badge> : null}
          <OriginIcon origin={run.origin} className="max-sm:hidden" />
          <span className="min-w-0 truncate text-muted max-sm:hidden">{about}</span>
        </span>
        <span className="block truncate text-muted text-xs sm:hidden">
          <TokenAmount milliTokens={run.milliTokens} unit />
          {` · ${subjectName(run.subject) ?? about}`}
        </span>
      </TableCell>
      <TableCell className="hidden max-w-44 truncate text-muted desk:table-cell">
        {subjectName(run.subject) ?? "–"}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted">
        <RelativeTime at={run.createdAt} />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-right text-muted sm:table-cell">
        {run.startedAt ? (
          <Duration
            from={run.startedAt}
            to={run.completedAt ?? (isFinal(run.status) ? run.startedAt : null)}
          />
        ) : (
          "–"
        )}
      </TableCell>
      {/* Above the link that covers the row, for its hover: a click goes on to that link. */}
      <TableCell
        className="relative hidden cursor-pointer text-right text-muted sm:table-cell"
        onClick={({ currentTarget: cell }) =>
          cell.parentElement?.querySelector<HTMLAnchorElement>("[data-open]")?.click()
        }
      >
        <RunCost run={run} />
      </TableCell>
      <TableCell className="w-12">
        {control && isCancellable(run.status) ? (
          <RowActions>
            <AlertDialog
              trigger={
                <IconButton label={`Cancel run of ${name}`}>
                  <Ban aria-hidden />
                </IconButton>
              }
              title={`Cancel this run of “${name}”?`}
              description={<CancelWords runId={run.id} />}
              confirmLabel="Cancel run"
              dismissLabel="Keep it running"
              onConfirm={() => control.cancel(run.id)}
            />
          </RowActions>
        ) : null}
      </TableCell>
    </TableRow>
  );
}
