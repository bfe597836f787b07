"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { TokenAmount } from "@/components/states/token-amount";
import { RelativeTime } from "@/components/ui/relative-time";
import { runStatusSchema } from "@/server/domain/run";
import { AsideGroup } from "./aside-group";
import { ContactRecords } from "./contact-records";
import type { ContactDetail } from "./contact-types";
import { OpenTask } from "./open-task";

/** What is open for the contact: runs that are not at their end, tasks that somebody has to do; and what it bought and booked. */
export function ContactAside({ contact }: { contact: ContactDetail }) {
  const trpc = useTRPC();
  const { slug: workspace, timezone, role } = useWorkspace();
  const tasks = useQuery(
    trpc.tasks.list.queryOptions({ workspace, contactId: contact.id, status: ["open"], limit: MOST_TASKS }),
  );
  return (
    <div className="flex flex-col gap-6">
      <AsideGroup
        title="Open runs"
        none="No flow is at work for this contact."
        count={contact.openRuns.length}
      >
        {contact.openRuns.map((run) => (
          <li key={run.id} className="flex flex-col gap-0.5 border-line border-b py-2 last:border-0">
            <Link
              href={`/w/${workspace}/runs/${run.id}`}
              className="truncate font-medium hover:underline"
              title={run.flowName ?? undefined}
            >
              {run.flowName ?? "Direct call"}
            </Link>
            <span className="flex items-center justify-between gap-2">
              <RunStatusBadge
                status={runStatusSchema.parse(run.status)}
                wakeAt={run.wakeAt}
                timezone={timezone}
                appearance="inline"
                className="min-w-0"
              />
              <span className="shrink-0 text-muted text-xs">
                <TokenAmount milliTokens={run.milliTokens} unit /> · <RelativeTime at={run.createdAt} />
              </span>
            </span>
          </li>
        ))}
      </AsideGroup>
      <AsideGroup
        title="Open tasks"
        none="Nothing to do for this contact."
        count={tasks.data?.tasks.length}
        href={`/w/${workspace}/tasks?contact=${contact.id}`}
      >
        {tasks.data?.tasks.map((task) => (
          <OpenTask key={task.id} task={task} mayEdit={role !== "viewer"} />
        ))}
      </AsideGroup>
      <ContactRecords contactId={contact.id} />
    </div>
  );
}

const MOST_TASKS = 50;
