"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { formatExact } from "@/components/ui/format-time";
import { channelOf } from "./channel";
import type { MessageDetail } from "./outbox-types";

/** What is known of a message beside its words. */
export function MessageFacts({ message }: { message: MessageDetail }) {
  const { slug, timezone } = useWorkspace();
  return (
    <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-y-1.5">
      <Fact name="Channel">
        {channelOf(message.channel).label}
        {message.purpose === "marketing" ? ", marketing" : ""}
      </Fact>
      {message.fromAddress ? <Fact name="From">{message.fromAddress}</Fact> : null}
      {message.toAddress ? <Fact name="To">{message.toAddress}</Fact> : null}
      {message.contact ? (
        <Fact name="Contact">
          <Anchor href={`/w/${slug}/contacts/${message.contact.id}`}>
            {message.contact.name || "Without a name"}
          </Anchor>
        </Fact>
      ) : null}
      <Fact name="Time">{formatExact(message.createdAt, { timeZone: timezone })}</Fact>
      {message.openedAt ? (
        <Fact name="Opened">{formatExact(message.openedAt, { timeZone: timezone })}</Fact>
      ) : null}
      {message.clickedAt ? (
        <Fact name="Clicked">{formatExact(message.clickedAt, { timeZone: timezone })}</Fact>
      ) : null}
      {message.sentiment ? <Fact name="Mood">{message.sentiment} (rule-based)</Fact> : null}
      {message.template ? <Fact name="Template">{message.template}</Fact> : null}
      {message.flow ? (
        <Fact name="Flow">
          <Anchor href={`/w/${slug}/flows/${message.flow.id}`}>{message.flow.name}</Anchor>
        </Fact>
      ) : null}
      {message.stepId ? (
        <Fact name="Step">
          <span className="font-mono text-xs">{message.stepId}</span>
        </Fact>
      ) : null}
    </dl>
  );
}

const Anchor = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} className="rounded-sm text-accent-ink hover:underline">
    {children}
  </Link>
);

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </>
);
