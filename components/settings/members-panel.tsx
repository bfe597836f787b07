"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Role } from "@/server/domain/workspace";
import { AddMemberDialog } from "./add-member-dialog";
import { MemberActions } from "./member-actions";
import { MemberRole } from "./member-role";
import { SettingsSection } from "./settings-section";
import type { Member } from "./settings-types";

type MembersPanelProps = {
  workspace: { slug: string; name: string; role: Role };
  userId: string;
  mayManage: boolean;
  members: Member[];
};

export function MembersPanel({ workspace, userId, mayManage, members: initialData }: MembersPanelProps) {
  const trpc = useTRPC();
  const { data: members } = useQuery(
    trpc.members.list.queryOptions({ workspace: workspace.slug }, { initialData }),
  );
  const owners = members.filter(({ role }) => role === "owner").length;
  const isOwner = workspace.role === "owner";
  return (
    <SettingsSection
      title="Members"
      description="Who may enter this workspace, and what they may do in it."
      actions={mayManage ? <AddMemberDialog workspace={workspace.slug} allowOwner={isOwner} /> : null}
    >
      <Card flush>
        <Table label="Members">
          <TableHead>
            <TableRow>
              <TableHeader>Person</TableHeader>
              <TableHeader>Role</TableHeader>
              <TableHeader className="max-sm:hidden">Joined</TableHeader>
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {members.map((member) => {
              const self = member.id === userId;
              const reachable = member.role !== "owner" || isOwner;
              const lastOwner = member.role === "owner" && owners === 1;
              return (
                <TableRow key={member.id} className="last:border-b-0">
                  <TableCell className="w-full max-w-0">
                    <div className="flex min-w-32 items-center gap-2">
                      <Avatar name={member.name} />
                      <div className="flex min-w-0 gap-x-2 max-sm:flex-col">
                        <span className="flex min-w-0 items-center gap-2">
                          <span className="truncate font-medium">{member.name}</span>
                          {self ? <Badge>You</Badge> : null}
                        </span>
                        <span className="truncate text-muted">{member.email}</span>
                      </div>
                    </div>
                  </TableCell>
                  <TableCell className="min-w-32">
                    <MemberRole
                      workspace={workspace.slug}
                      member={member}
                      allowOwner={isOwner}
                      fixed={!mayManage || !reachable || lastOwner}
                    />
                  </TableCell>
                  <TableCell className="text-muted max-sm:hidden">
                    <RelativeTime at={member.joinedAt} />
                  </TableCell>
                  <TableCell className="w-12">
                    {(self || (mayManage && reachable)) && !lastOwner ? (
                      <MemberActions workspace={workspace} member={member} self={self} />
                    ) : null}
                  </TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      </Card>
    </SettingsSection>
  );
}
