"use client";

import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { channelOf } from "./channel";
import { MessageStatus } from "./message-status";
import type { MessageListItem } from "./outbox-types";

type MessageTableProps = {
  messages: MessageListItem[];
  /** Id of the message that is open. */
  chosen: string | null;
  /** Beside the open message: without the flow's column. */
  compact: boolean;
  onChoose: (messageId: string) => void;
};

export function MessageTable({ messages, chosen, compact, onChoose }: MessageTableProps) {
  return (
    <Table label="Messages" fill className="table-fixed">
      <TableHead>
        <tr>
          <TableHeader className="w-11 desk:w-30 desk:first:pl-6">
            <span className="max-desk:sr-only">State</span>
          </TableHeader>
          <TableHeader className="w-24 max-desk:hidden">Channel</TableHeader>
          <TableHeader className={cn("max-desk:hidden", compact ? "w-44" : "w-56")}>With</TableHeader>
          <TableHeader>Message</TableHeader>
          {compact ? null : <TableHeader className="w-52 max-desk:hidden">Flow</TableHeader>}
          <TableHeader className="w-25 text-right desk:w-28 desk:last:pr-6">Time</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {messages.map((message) => {
          const { label, icon: Icon } = channelOf(message.channel);
          return (
            <TableRow
              key={message.id}
              interactive
              data-selected={message.id === chosen}
              data-row={message.id}
            >
              <TableCell className="desk:first:pl-6">
                <MessageStatus status={message.state} call={message.callStatus} inTable />
              </TableCell>
              <TableCell className="text-muted max-desk:hidden">
                <span className="flex items-center gap-1.5">
                  <Icon aria-hidden className="size-4 shrink-0" />
                  {label}
                </span>
              </TableCell>
              <TableCell className="truncate max-desk:hidden" title={addressOf(message)}>
                {message.contactName || addressOf(message)}
              </TableCell>
              <TableCell className="truncate">
                <button
                  type="button"
                  data-open
                  aria-current={message.id === chosen ? "true" : undefined}
                  onClick={() => onChoose(message.id)}
                  className={cn(
                    "max-w-full truncate text-left align-middle after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:-outline-offset-2 focus-visible:after:outline-2 focus-visible:after:outline-ring",
                  )}
                >
                  {message.subject ? <span className="font-medium">{message.subject}</span> : null}
                  <span className="text-muted"> {textOf(message.preview)}</span>
                </button>
              </TableCell>
              {compact ? null : (
                <TableCell className="truncate text-muted max-desk:hidden">{message.flowName}</TableCell>
              )}
              <TableCell className="text-right text-muted desk:last:pr-6">
                <RelativeTime at={message.createdAt} />
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

const addressOf = ({ direction, fromAddress, toAddress }: MessageListItem) =>
  direction === "in" ? fromAddress : toAddress;

/** The words of a body that may be HTML, cut off anywhere. */
const textOf = (preview: string) =>
  preview
    .replace(/<[^>]*(>|$)/g, " ")
    .replace(/\s+/g, " ")
    .trim();
