"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import { callProblem } from "./call-problem";
import { describeUserAgent } from "./describe-user-agent";
import { SettingsSection } from "./settings-section";
import type { OpenSession } from "./settings-types";

export function SessionsPanel({ sessions: initialData }: { sessions: OpenSession[] }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: sessions } = useQuery(trpc.sessions.list.queryOptions(undefined, { initialData }));
  const settled = {
    onError: (error: unknown) => toast.error(callProblem(error).message),
    onSettled: () => queries.invalidateQueries(trpc.sessions.list.queryFilter()),
  };
  const end = useMutation(
    trpc.sessions.end.mutationOptions({
      ...settled,
      onSuccess: () => toast.success("That device is signed out"),
    }),
  );
  const endOthers = useMutation(
    trpc.sessions.endOthers.mutationOptions({
      ...settled,
      onSuccess: (count) =>
        toast.success(count === 1 ? "One device was signed out" : `${count} devices were signed out`),
    }),
  );
  return (
    <SettingsSection
      title="Sessions"
      description="Where you are signed in, in all your workspaces. Ending a session acts within seconds."
      actions={
        sessions.length > 1 ? (
          <AlertDialog
            trigger={<Button>End all others</Button>}
            title="Sign out everywhere else?"
            description="Every other device has to sign in again. This one stays signed in."
            confirmLabel="End all others"
            pending={endOthers.isPending}
            onConfirm={() => endOthers.mutate()}
          />
        ) : null
      }
    >
      <Card flush>
        <Table label="Sessions">
          <TableHead>
            <TableRow>
              <TableHeader>Device</TableHeader>
              <TableHeader>Address</TableHeader>
              <TableHeader>Last active</TableHeader>
              <TableHeader>Signed in</TableHeader>
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {sessions.map((session) => (
              <TableRow key={session.id} className="last:border-b-0">
                <TableCell>
                  <span
                    className="flex items-center gap-2 whitespace-nowrap font-medium"
                    title={session.userAgent}
                  >
                    {describeUserAgent(session.userAgent)}
                    {session.current ? <Badge tone="accent">This device</Badge> : null}
                  </span>
                </TableCell>
                <TableCell className="font-mono text-muted text-xs">{session.ip}</TableCell>
                <TableCell className="text-muted">
                  <RelativeTime at={session.lastSeenAt} />
                </TableCell>
                <TableCell className="text-muted">
                  <RelativeTime at={session.createdAt} />
                </TableCell>
                <TableCell className="w-28 text-right">
                  {session.current ? null : (
                    <Button
                      variant="ghost"
                      aria-label={`End session of ${describeUserAgent(session.userAgent)}, ${session.ip}`}
                      pending={end.isPending && end.variables.sessionId === session.id}
                      onClick={() => end.mutate({ sessionId: session.id })}
                    >
                      End session
                    </Button>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
    </SettingsSection>
  );
}
