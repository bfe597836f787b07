"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { channelOf } from "@/components/outbox/channel";
import { MessagePane } from "@/components/outbox/message-pane";
import { MessageStatus } from "@/components/outbox/message-status";
import { useReadAgain } from "@/components/runs/use-read-again";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Sheet, SheetContent } from "@/components/ui/sheet";

type TestRunMessagesProps = { runId: string; runSeq: number };

/** What the test sent, as it was written; each opens as the one who gets it would see it. */
export function TestRunMessages({ runId, runSeq }: TestRunMessagesProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [open, setOpen] = useState<string | null>(null);
  const { data, refetch } = useQuery(trpc.messages.list.queryOptions({ workspace, runId }));
  useReadAgain(refetch, runSeq);
  const messages = data?.messages.filter(({ direction }) => direction === "out") ?? [];
  if (messages.length === 0) return null;
  return (
    <section aria-label="Messages" className="border-line border-b px-2 py-2">
      <ul className="flex flex-col">
        {[...messages].reverse().map((message) => {
          const { icon: Icon, label } = channelOf(message.channel);
          return (
            <li key={message.id}>
              <button
                type="button"
                onClick={() => setOpen(message.id)}
                className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
              >
                <Icon aria-hidden className="size-4 shrink-0 text-message" />
                <span className="sr-only">{label}</span>
                <span className="max-w-48 shrink-0 truncate font-medium">{message.toAddress}</span>
                <span className="min-w-0 flex-1 truncate text-muted">
                  {[message.subject, message.preview].filter(Boolean).join(": ")}
                </span>
                {message.via === "sandbox" ? <Badge tone="amber">Sandbox</Badge> : null}
                <MessageStatus status={message.state} inTable />
              </button>
            </li>
          );
        })}
      </ul>
      <Sheet open={open !== null} onOpenChange={(next) => !next && setOpen(null)}>
        <SheetContent title="Message" hideTitle>
          {open === null ? null : <MessagePane messageId={open} onOpen={setOpen} />}
        </SheetContent>
      </Sheet>
    </section>
  );
}
