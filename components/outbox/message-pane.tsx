"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button-class";
import { ErrorState } from "@/components/ui/error-state";
import { formatExact } from "@/components/ui/format-time";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { channelOf } from "./channel";
import { MessageBody } from "./message-body";
import { MessageStatus } from "./message-status";

type MessagePaneProps = {
  messageId: string /** Absent where the surroundings have their own close button. */;
  onClose?: () => void;
};

/** One message: who got what, as they would see it, and which step sent it. */
export function MessagePane({ messageId, onClose }: MessagePaneProps) {
  const trpc = useTRPC();
  const { slug, timezone } = useWorkspace();
  const {
    data: message,
    error,
    refetch,
  } = useQuery(trpc.messages.get.queryOptions({ workspace: slug, messageId }));
  if (error)
    return (
      <ErrorState title="The message could not be loaded" message={error.message} onRetry={() => refetch()} />
    );
  if (!message)
    return (
      <div role="status" className="flex flex-col gap-3 p-5">
        <span className="sr-only">Loading the message</span>
        <Skeleton className="h-5 w-64" />
        <Skeleton className="w-40" />
        <Skeleton className="mt-4 h-48 rounded-lg" />
      </div>
    );
  const channel = channelOf(message.channel);
  return (
    <article className="flex flex-col gap-5 p-5">
      <header className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="break-words font-semibold text-base">
            {message.subject || `${channel.label} to ${message.toAddress}`}
          </h2>
          <p className="mt-1 flex flex-wrap items-center gap-2">
            <MessageStatus status={message.status} />
            {message.via === "sandbox" ? (
              <Badge tone="amber">Sandbox: kept here, not sent</Badge>
            ) : (
              <Badge>{message.via}</Badge>
            )}
          </p>
        </div>
        {onClose ? (
          <IconButton label="Close" onClick={onClose}>
            <X aria-hidden />
          </IconButton>
        ) : null}
      </header>
      <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-y-1.5">
        <Fact name="Channel">{channel.label}</Fact>
        <Fact name="To">{message.toAddress}</Fact>
        {message.fromAddress ? <Fact name="From">{message.fromAddress}</Fact> : null}
        {message.contact ? <Fact name="Contact">{message.contact.name}</Fact> : null}
        <Fact name="Time">{formatExact(message.createdAt, { timeZone: timezone })}</Fact>
        {message.template ? <Fact name="Template">{message.template}</Fact> : null}
        {message.flow ? (
          <Fact name="Flow">
            <Link
              href={`/w/${slug}/flows/${message.flow.id}`}
              className="rounded-sm text-accent-ink hover:underline"
            >
              {message.flow.name}
            </Link>
          </Fact>
        ) : null}
        {message.stepId ? (
          <Fact name="Step">
            <span className="font-mono text-xs">{message.stepId}</span>
          </Fact>
        ) : null}
      </dl>
      <MessageBody channel={message.channel} body={message.body} subject={message.subject} />
      {message.runId ? (
        <Link
          href={`/w/${slug}/runs/${message.runId}${message.stepId ? `?step=${encodeURIComponent(message.stepId)}` : ""}`}
          className={buttonClass({ className: "self-start" })}
        >
          Open the run that sent it
        </Link>
      ) : null}
    </article>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </>
);
