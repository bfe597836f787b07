"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ContactFilter } from "@/components/tasks/contact-filter";
import { Button } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/filter-chip";
import { SearchInput } from "@/components/ui/search-input";
import { messageStates } from "@/server/domain/message";
import { channelKeys, channels } from "./channel";
import { messageWords } from "./message-status";
import type { useOutboxFilter } from "./use-outbox-filter";

type OutboxToolbarProps = {
  filter: ReturnType<typeof useOutboxFilter>[0];
  setFilter: ReturnType<typeof useOutboxFilter>[1];
};

export function OutboxToolbar({ filter, setFilter }: OutboxToolbarProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const flows = useQuery(trpc.flows.list.queryOptions({ workspace }));
  const flowOptions = (flows.data?.flows ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-3 desk:px-6">
      <SearchInput label="Search messages" value={filter.q} onChange={(q) => setFilter({ q: q || null })} />
      <FilterChip
        label="Direction"
        options={directionOptions}
        value={filter.direction}
        onChange={(value) => setFilter({ direction: value === "in" || value === "out" ? value : null })}
      />
      <FilterChip
        label="Channel"
        options={channelOptions}
        value={filter.channel}
        onChange={(value) => setFilter({ channel: channelKeys.find((key) => key === value) ?? null })}
      />
      <FilterChip
        label="State"
        options={stateOptions}
        value={filter.state}
        onChange={(value) => setFilter({ state: messageStates.find((state) => state === value) ?? null })}
      />
      {flowOptions.length > 0 ? (
        <FilterChip
          label="Flow"
          options={flowOptions}
          value={filter.flow}
          onChange={(flow) => setFilter({ flow })}
        />
      ) : null}
      <ContactFilter contactId={filter.contact} onChange={(contact) => setFilter({ contact })} />
      {filter.run ? (
        <Button onClick={() => setFilter({ run: null })}>
          Of run <span className="font-mono text-xs">{filter.run.slice(-12)}</span>
          <X aria-label="Clear run" />
        </Button>
      ) : null}
    </div>
  );
}

const directionOptions = [
  { value: "out", label: "Sent" },
  { value: "in", label: "Received" },
];

const channelOptions = channelKeys.map((value) => {
  const { label, icon: Icon } = channels[value];
  return { value, label, icon: <Icon aria-hidden /> };
});

const stateOptions = messageStates.map((value) => {
  const { word, icon: Icon } = messageWords[value];
  return { value, label: word, icon: <Icon aria-hidden /> };
});
