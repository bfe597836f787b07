"use client";

import { CirclePause, Folder } from "lucide-react";
import Link from "next/link";
import { TagList } from "@/components/crm/tag-list";
import { triggerIcon } from "@/components/flow-builder/step-icon";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { TokenAmount } from "@/components/states/token-amount";
import { RelativeTime } from "@/components/ui/relative-time";
import { RowTick } from "@/components/ui/row-tick";
import { RowActions, TableCell, TableRow } from "@/components/ui/table";
import { describeTrigger } from "@/server/domain/describe-trigger";
import { plainText } from "@/server/domain/text-part";
import { FlowMenu } from "./flow-menu";
import { FlowSwitch } from "./flow-switch";
import type { FlowListItem } from "./flow-types";
import { SuccessRate } from "./success-rate";

type FlowRowProps = {
  flow: FlowListItem;
  /** The folder that is shown: below it, a row says where it stands. */
  folder: string;
  /** Null for those who may only look. */
  tick: null | { ticked: boolean; toggle: (flowId: string) => void; ticking: boolean };
};

export function FlowRow({ flow, folder, tick }: FlowRowProps) {
  const { slug } = useWorkspace();
  const trigger = describeTrigger(flow.trigger);
  const Icon = triggerIcon(flow.trigger);
  return (
    <TableRow interactive data-selected={tick?.ticked} data-row={flow.id}>
      {tick ? (
        <TableCell className="w-8 pr-0 max-sm:hidden">
          <RowTick
            label={`Select ${flow.name}`}
            checked={tick.ticked}
            active={tick.ticking}
            onToggle={() => tick.toggle(flow.id)}
          />
        </TableCell>
      ) : null}
      <TableCell>
        <FlowSwitch flow={flow} inRow />
      </TableCell>
      <TableCell className="w-full max-w-0 max-sm:py-1.5">
        <span className="flex min-w-0 items-baseline gap-2">
          <Link
            data-open
            href={`/w/${slug}/flows/${flow.id}`}
            className="max-w-full shrink-0 truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring"
          >
            {flow.name}
          </Link>
          {flow.stoppedFor ? (
            <span className="flex shrink-0 items-center gap-1 self-center text-held text-xs">
              <CirclePause aria-hidden className="size-3.5 shrink-0" />
              {flow.stoppedFor === "budget" ? "Budget used up" : "May go round in a circle"}
            </span>
          ) : null}
          <span className="min-w-0 flex-1 truncate text-muted max-sm:hidden">{flow.summary}</span>
          {flow.folder !== folder ? (
            <span className="flex max-w-40 shrink-0 items-center gap-1 self-center text-faint text-xs max-desk:hidden">
              <Folder aria-hidden className="size-3.5 shrink-0" />
              <span className="truncate" title={flow.folder}>
                {folder === "" ? flow.folder : flow.folder.slice(folder.length + 1)}
              </span>
            </span>
          ) : null}
          {flow.tags.length > 0 ? (
            <span className="max-w-44 shrink-0 self-center max-desk:hidden">
              <TagList tags={flow.tags} />
            </span>
          ) : null}
        </span>
        <span className="flex items-center gap-1.5 text-muted text-xs sm:hidden">
          <span className="truncate">{trigger.title}</span>
          {flow.lastRun ? <LastRun run={flow.lastRun} /> : null}
        </span>
      </TableCell>
      <TableCell className="max-w-52 max-desk:hidden">
        <span className="flex items-center gap-1.5 text-muted" title={plainText(trigger.parts)}>
          <Icon aria-hidden className="size-4 shrink-0 text-trigger" />
          <span className="truncate">{trigger.title}</span>
        </span>
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted sm:table-cell">
        <SuccessRate recent={flow.recent} />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted sm:table-cell">
        {flow.lastRun ? <LastRun run={flow.lastRun} /> : <span className="text-faint">never</span>}
      </TableCell>
      <TableCell className="hidden text-right text-muted desk:table-cell">
        <TokenAmount milliTokens={flow.recent.milliTokens} />
      </TableCell>
      <TableCell className="w-12">
        <RowActions>
          <FlowMenu flow={flow} />
        </RowActions>
      </TableCell>
    </TableRow>
  );
}

function LastRun({ run }: { run: NonNullable<FlowListItem["lastRun"]> }) {
  return (
    <span className="flex shrink-0 items-center gap-1.5">
      <RunStatusBadge status={run.status} appearance="icon" />
      <RelativeTime at={run.createdAt} />
    </span>
  );
}
