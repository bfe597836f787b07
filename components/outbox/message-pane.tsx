"use client";

import { useQuery } from "@tanstack/react-query";
import { CornerDownRight, CornerUpLeft, X } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button-class";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { AnswerForm } from "./answer-form";
import { CallPart } from "./call-part";
import { channelOf } from "./channel";
import { EmailReactions } from "./email-reactions";
import { MessageBody } from "./message-body";
import { MessageFacts } from "./message-facts";
import { MessageStatus } from "./message-status";

type MessagePaneProps = {
  messageId: string;
  onOpen: (messageId: string) => void;
  /** Absent where the surroundings have their own close button. */
  onClose?: () => void;
};

/** One message: who got what, as they would see it, which step sent it, and what was answered. */
export function MessagePane({ messageId, onOpen, onClose }: MessagePaneProps) {
  const trpc = useTRPC();
  const { slug, role } = useWorkspace();
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
  const received = message.direction === "in";
  const who = received ? message.fromAddress : message.toAddress;
  const { inReplyTo } = message;
  return (
    <article className="flex flex-col gap-5 p-5">
      <header className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="break-words font-semibold text-base">
            {message.subject || `${channelOf(message.channel).label} ${received ? "from" : "to"} ${who}`}
          </h2>
          <p className="mt-1 flex flex-wrap items-center gap-2">
            <MessageStatus status={message.state} call={message.call?.status} />
            {message.via === "sandbox" ? (
              <Badge tone="amber">{received ? "Sandbox" : "Sandbox: kept here, not sent"}</Badge>
            ) : (
              <Badge>{message.connection?.name ?? message.via}</Badge>
            )}
            {message.mode === "test" ? <Badge tone="violet">Test run</Badge> : null}
          </p>
        </div>
        {onClose ? (
          <IconButton label="Close" onClick={onClose}>
            <X aria-hidden />
          </IconButton>
        ) : null}
      </header>
      {message.error ? (
        <p role="alert" className="rounded-lg bg-failed-soft px-3 py-2 text-failed">
          {message.error}
        </p>
      ) : null}
      <MessageFacts message={message} />
      {inReplyTo ? (
        <LinkedMessage icon={CornerUpLeft} label="The message it answers" onOpen={() => onOpen(inReplyTo)} />
      ) : null}
      <MessageBody
        channel={message.channel}
        body={message.body}
        subject={message.subject}
        html={message.html}
        text={message.text}
      />
      {message.call ? (
        <CallPart
          key={`${message.id} ${message.call.status}`}
          messageId={message.id}
          call={message.call}
          name={message.contact?.name || message.toAddress}
          mayAnswer={role !== "viewer"}
        />
      ) : null}
      {message.reactable && role !== "viewer" ? <EmailReactions message={message} /> : null}
      {message.replies.map((reply) => (
        <LinkedMessage
          key={reply.id}
          icon={CornerDownRight}
          label={`${reply.direction === "in" ? "Answered" : "Sent back"}: ${reply.body}`}
          onOpen={() => onOpen(reply.id)}
        />
      ))}
      {message.runId ? (
        <Link
          href={`/w/${slug}/runs/${message.runId}${message.stepId ? `?step=${encodeURIComponent(message.stepId)}` : ""}`}
          className={buttonClass({ className: "self-start" })}
        >
          {received ? "Open the run that it answers" : "Open the run that sent it"}
        </Link>
      ) : null}
      {message.answerable && role !== "viewer" ? (
        <AnswerForm
          key={message.id}
          messageId={message.id}
          name={message.contact?.name || message.toAddress}
        />
      ) : null}
    </article>
  );
}

type LinkedMessageProps = { icon: typeof CornerUpLeft; label: string; onOpen: () => void };

const LinkedMessage = ({ icon: Icon, label, onOpen }: LinkedMessageProps) => (
  <button
    type="button"
    onClick={onOpen}
    className="flex w-full items-center gap-2 rounded-md px-1 py-1 text-left text-accent-ink hover:bg-hover"
  >
    <Icon aria-hidden className="size-4 shrink-0 text-muted" />
    <span className="min-w-0 truncate">{label}</span>
  </button>
);
