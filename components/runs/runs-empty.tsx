"use client";

import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export function RunsEmpty({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { slug } = useWorkspace();
  if (filtered)
    return (
      <EmptyState title="No run matches" action={<Button onClick={onClear}>Clear filters</Button>}>
        Search finds the id of a run or an event, a contact’s email or phone, and event types.
      </EmptyState>
    );
  return (
    <EmptyState
      picture={<Picture />}
      title="No runs yet"
      action={
        <Button variant="primary" asChild>
          <Link href={`/w/${slug}/flows`}>Open a flow and test it</Link>
        </Button>
      }
    >
      Each time an event starts a flow, its run appears here with every step, what went in and out, and what
      it cost.
    </EmptyState>
  );
}

function Picture() {
  return (
    <div className="w-80 rounded-lg border border-line bg-surface text-left">
      {(["running", "waiting", "completed"] as const).map((status, row) => (
        <div key={status} className="flex h-9 items-center gap-3 border-line border-b px-3 last:border-0">
          <RunStatusBadge status={status} reason={null} appearance="inline" />
          <span className="ml-auto h-2 rounded-sm bg-gray-4" style={{ width: 90 - row * 18 }} />
        </div>
      ))}
    </div>
  );
}
