"use client";

import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { TableCell, TableRow } from "@/components/ui/table";
import { auditDetails, auditSentence } from "./audit-sentence";
import type { AuditEntry } from "./settings-types";

export function AuditRow({ entry }: { entry: AuditEntry }) {
  const details = auditDetails(entry.details).join(" · ");
  return (
    <TableRow>
      <TableCell className="w-28 text-muted">
        <RelativeTime at={entry.createdAt} />
      </TableCell>
      <TableCell>
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
          <span className="font-medium">{entry.actorName || "Baton"}</span>
          {entry.actorType === "api_key" ? <Badge>API key</Badge> : null}
          <span>{auditSentence(entry)}</span>
          {entry.action === "member.left" ? null : (
            <span className="font-medium">{entry.targetName || entry.targetId}</span>
          )}
          {details ? (
            <span className="min-w-0 max-w-[60ch] truncate text-muted" title={details}>
              {details}
            </span>
          ) : null}
        </div>
      </TableCell>
    </TableRow>
  );
}
