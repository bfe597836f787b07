"use client";

import { useQuery } from "@tanstack/react-query";
import { CirclePause, Hourglass, ShieldQuestion } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { tokensInWords } from "@/components/dry-run/token-words";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { cn } from "@/components/ui/cn";
import { formatExact, formatMoment } from "@/components/ui/format-time";
import { RelativeTime } from "@/components/ui/relative-time";
import { useNow } from "@/components/ui/use-now";
import { reachWords } from "@/server/domain/flow-reach";
import { FlowApprovalAnswer } from "./flow-approval-answer";
import type { FlowDetail, FlowSafeguardsState } from "./flow-types";

/** What holds the flow back by itself, and what is asked before it reaches many people. Silent when nothing is. */
export function FlowSafeguards({ flow }: { flow: FlowDetail }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data } = useQuery(
    trpc.safeguards.ofFlow.queryOptions(
      { workspace, flowId: flow.id },
      { refetchInterval: (query) => (query.state.data?.pace?.waiting ? LOOK_AGAIN_MS : false) },
    ),
  );
  if (!data) return null;
  const { stop, request, pace } = data;
  return (
    <>
      {stop?.reason === "budget" ? <UsedUp stop={stop} /> : null}
      {stop?.reason === "loop_guard" ? <Stopped stop={stop} workspace={workspace} /> : null}
      {request?.state === "pending" ? <Asked flow={flow} request={request} /> : null}
      {request?.state === "declined" && flow.hasUnpublishedChanges && !request.outdated ? (
        <Strip icon={<ShieldQuestion aria-hidden className={ICON} />}>
          {request.decidedBy ?? "An admin"} declined to publish this
          {request.answer ? `: “${request.answer}”` : ""}. {reachWords(request)}.
        </Strip>
      ) : null}
      {pace && pace.waiting > 0 ? <Waiting pace={pace} /> : null}
    </>
  );
}

const LOOK_AGAIN_MS = 10_000;
const ICON = "mt-0.5 size-4 shrink-0";

function Stopped({ stop, workspace }: { stop: NonNullable<FlowSafeguardsState["stop"]>; workspace: string }) {
  const { contact, startsPerHour: most } = stop;
  return (
    <Strip icon={<CirclePause aria-hidden className={ICON} />} held>
      <span className="font-medium">Paused by Baton: it may go round in a circle.</span> Its own actions (
      {stop.eventType}) wanted to start it for{" "}
      {contact ? (
        <Link href={`/w/${workspace}/contacts/${contact.id}`} className="underline underline-offset-4">
          {contact.name || "a contact"}
        </Link>
      ) : (
        "a contact"
      )}{" "}
      more than {most === 1 ? "once" : `${most} times`} within an hour (<RelativeTime at={stop.at} />
      ). Nothing is lost. Look what starts it, then turn it on: runs go on, and the count begins anew.
    </Strip>
  );
}

function UsedUp({ stop }: { stop: NonNullable<FlowSafeguardsState["stop"]> }) {
  return (
    <Strip icon={<CirclePause aria-hidden className={ICON} />} held>
      <span className="font-medium">
        Paused by Baton: its budget of {tokensInWords(stop.budgetMilliTokens ?? 0)} is used up
      </span>{" "}
      (<RelativeTime at={stop.at} />
      ). Nothing is lost: runs under way stop where they are.
      {stop.resumesAt ? (
        <>
          {" "}
          It goes on by itself when the next period begins (<RelativeTime at={stop.resumesAt} />
          ).
        </>
      ) : null}{" "}
      To go on now, raise its budget (Budget in the menu), or turn it on to go on beyond it until the period
      ends.
    </Strip>
  );
}

type AskedProps = { flow: FlowDetail; request: NonNullable<FlowSafeguardsState["request"]> };

function Asked({ flow, request }: AskedProps) {
  return (
    <Strip
      icon={<ShieldQuestion aria-hidden className={ICON} />}
      held
      actions={<FlowApprovalAnswer flow={flow} request={request} />}
    >
      <span className="font-medium">{request.requestedBy} asks to publish this</span> (
      <RelativeTime at={request.requestedAt} />
      ): {reachWords(request)}.{request.note ? ` “${request.note}”` : ""}
      {request.outdated ? " The draft was changed since: what was asked for is not what is there." : ""}
    </Strip>
  );
}

function Waiting({ pace }: { pace: NonNullable<FlowSafeguardsState["pace"]> }) {
  const now = useNow();
  const { waiting, nextAt, perHour } = pace;
  const later = nextAt !== null && now !== null && nextAt.getTime() > now;
  return (
    <Strip icon={<Hourglass aria-hidden className={ICON} />}>
      <span className="font-medium">
        {waiting.toLocaleString("en-US")} {waiting === 1 ? "run waits" : "runs wait"}, the next begins{" "}
        {later ? <span title={formatExact(nextAt)}>at {formatMoment(nextAt, now)}</span> : "now"}.
      </span>{" "}
      At most {perHour.toLocaleString("en-US")} begin within an hour; they go in the order in which they came.
    </Strip>
  );
}

type StripProps = { icon: ReactNode; children: ReactNode; actions?: ReactNode; held?: boolean };

function Strip({ icon, children, actions, held }: StripProps) {
  return (
    <div
      role="status"
      className={cn(
        "flex flex-wrap items-start gap-x-4 gap-y-2 border-line border-b px-4 py-2 desk:px-6",
        held ? "bg-held-soft text-held" : "bg-sunken",
      )}
    >
      <p className="flex min-w-0 flex-1 basis-72 gap-2 break-words">
        {icon}
        <span className="min-w-0">{children}</span>
      </p>
      {actions}
    </div>
  );
}
