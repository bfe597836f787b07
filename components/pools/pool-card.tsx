"use client";

import { History, Pencil } from "lucide-react";
import { useId, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { formatNumber } from "@/components/ui/format-number";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { AssignmentsSheet } from "./assignments-sheet";
import { DutySwitch } from "./duty-switch";
import { PoolDialog } from "./pool-dialog";
import type { Pool, PoolMember } from "./pool-types";
import { RemovePool } from "./remove-pool";

type PoolCardProps = { workspace: string; pool: Pool; userId: string; mayManage: boolean };

/** One pool: its members in their order, who of them is on duty, and how much they have. */
export function PoolCard({ workspace, pool, userId, mayManage }: PoolCardProps) {
  const titleId = useId();
  const [open, setOpen] = useState<"edit" | "log" | null>(null);
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-2">
      <div className="flex items-center gap-1">
        <h2 id={titleId} className="min-w-0 flex-1 truncate font-semibold">
          {pool.name}
        </h2>
        <IconButton label={`Who got whom from ${pool.name}`} onClick={() => setOpen("log")}>
          <History aria-hidden />
        </IconButton>
        {mayManage ? (
          <>
            <IconButton label={`Change ${pool.name}`} onClick={() => setOpen("edit")}>
              <Pencil aria-hidden />
            </IconButton>
            <RemovePool workspace={workspace} pool={pool} />
          </>
        ) : null}
      </div>
      <Card flush>
        {pool.members.length === 0 ? (
          <p className="px-4 py-6 text-center text-muted">
            Nobody is in this pool: contacts that come to it go into the flow's error branch.
          </p>
        ) : (
          <Table label={`Members of ${pool.name}`}>
            <TableHead>
              <TableRow>
                <TableHeader>Member</TableHeader>
                <TableHeader>On duty</TableHeader>
                <TableHeader className="text-right">Open leads</TableHeader>
                <TableHeader className="text-right max-sm:hidden">Weight</TableHeader>
                <TableHeader className="text-right max-sm:hidden">Last got one</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {pool.members.map((member) => (
                <TableRow key={member.userId} className="last:border-b-0">
                  <TableCell className="w-full max-w-0">
                    <span className="flex min-w-28 items-center gap-2">
                      <Avatar name={member.name} />
                      <span className="truncate font-medium">{member.name}</span>
                      {member.userId === userId ? <Badge>You</Badge> : null}
                    </span>
                  </TableCell>
                  <TableCell>
                    <DutySwitch
                      workspace={workspace}
                      pool={pool}
                      member={member}
                      disabled={!mayManage && member.userId !== userId}
                    />
                  </TableCell>
                  <TableCell className={cn("whitespace-nowrap text-right", isFull(member) && "text-held")}>
                    <OpenLeads member={member} />
                  </TableCell>
                  <TableCell className="text-right text-muted max-sm:hidden">{member.weight}</TableCell>
                  <TableCell className="text-right text-muted max-sm:hidden">
                    {member.lastAssignedAt ? <RelativeTime at={member.lastAssignedAt} /> : "–"}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
      {open === "edit" ? (
        <PoolDialog workspace={workspace} pool={pool} onClose={() => setOpen(null)} />
      ) : null}
      {open === "log" ? (
        <AssignmentsSheet workspace={workspace} pool={pool} onClose={() => setOpen(null)} />
      ) : null}
    </section>
  );
}

const isFull = ({ maxOpen, open }: PoolMember) => maxOpen !== null && open >= maxOpen;

function OpenLeads({ member }: { member: PoolMember }) {
  const { open, maxOpen } = member;
  if (maxOpen === null) return formatNumber(open);
  const words = `${formatNumber(open)} of ${formatNumber(maxOpen)}`;
  return isFull(member) ? `Full, ${words}` : words;
}
