"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { SettingsSection } from "@/components/settings/settings-section";
import { useTRPC } from "@/components/shell/trpc";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PoolCard } from "./pool-card";
import { PoolDialog } from "./pool-dialog";
import type { Pool } from "./pool-types";

type PoolsPanelProps = { workspace: string; userId: string; mayManage: boolean; pools: Pool[] };

/** Who gets new contacts, in turn. */
export function PoolsPanel({ workspace, userId, mayManage, pools: initialData }: PoolsPanelProps) {
  const trpc = useTRPC();
  const [creating, setCreating] = useState(false);
  const { data: pools } = useQuery(trpc.pools.list.queryOptions({ workspace }, { initialData }));
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      New pool
    </Button>
  );
  return (
    <SettingsSection
      title="Owner pools"
      description="The step “Assign owner” gives contacts to the members of a pool, one after the other. Whoever is off duty or has enough open leads is passed over."
      actions={mayManage && pools.length > 0 ? create : null}
    >
      {pools.length === 0 ? (
        <EmptyState picture={<Picture />} title="No owner pools yet" action={mayManage ? create : null}>
          {mayManage
            ? "Make one for each group that shares its leads, such as Sales or Senior."
            : "An owner or admin of this workspace can make one."}
        </EmptyState>
      ) : (
        pools.map((pool) => (
          <PoolCard key={pool.id} workspace={workspace} pool={pool} userId={userId} mayManage={mayManage} />
        ))
      )}
      {creating ? <PoolDialog workspace={workspace} pool={null} onClose={() => setCreating(false)} /> : null}
    </SettingsSection>
  );
}

const Picture = () => (
  <div className="w-80 rounded-lg border border-line bg-surface text-left">
    {MEMBERS.map(({ name, words }) => (
      <div key={name} className="flex h-9 items-center gap-2.5 border-line border-b px-3 last:border-0">
        <Avatar name={name} />
        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
        <span className="text-muted text-xs">{words}</span>
      </div>
    ))}
  </div>
);

const MEMBERS = [
  { name: "Ada Lovelace", words: "next in turn" },
  { name: "Grace Hopper", words: "2 of 20 open leads" },
  { name: "Alan Turing", words: "off duty" },
];
