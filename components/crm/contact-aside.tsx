"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type ReactNode, useId } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { runStatusSchema } from "@/server/domain/run";
import type { ContactDetail } from "./contact-types";
import { OpenTask } from "./open-task";

/** What is open for the contact: runs that are not at their end, tasks that somebody has to do. */
export function ContactAside({ contact }: { contact: ContactDetail }) {
  const trpc = useTRPC();
  const { slug: workspace, timezone, role } = useWorkspace();
  const tasks = useQuery(
    trpc.tasks.list.queryOptions({ workspace, contactId: contact.id, status: ["open"], limit: MOST_TASKS }),
  );
  return (
    <div className="flex flex-col gap-6">
      <Group title="Open runs" none="No flow is at work for this contact." count={contact.openRuns.length}>
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
              />
              <RelativeTime at={run.createdAt} className="shrink-0 text-muted text-xs" />
            </span>
          </li>
        ))}
      </Group>
      <Group title="Open tasks" none="Nothing to do for this contact." count={tasks.data?.tasks.length}>
        {tasks.data?.tasks.map((task) => (
          <OpenTask key={task.id} task={task} mayEdit={role !== "viewer"} />
        ))}
      </Group>
    </div>
  );
}

type GroupProps = {
  title: string;
  /** Said when there is none. */
  none: string;
  /** Unknown while it is being read. */
  count: number | undefined;
  children: ReactNode;
};

function Group({ title, none, count, children }: GroupProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} aria-busy={count === undefined}>
      <h2 id={id} className="mb-1 font-medium">
        {title}
        {count ? <span className="ml-1.5 text-muted">{count}</span> : null}
      </h2>
      {count === 0 ? <p className="text-muted">{none}</p> : <ul>{children}</ul>}
    </section>
  );
}

const MOST_TASKS = 50;
