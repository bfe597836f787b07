"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Workflow } from "lucide-react";
import { useRouter } from "next/navigation";
import { useDebounced } from "@/components/ui/use-debounced";
import { PaletteItem } from "./palette-item";
import { useTRPC } from "./trpc";
import { useWorkspace } from "./workspace-context";

/** Flows whose name or id matches; the server searches, so all of them are found. */
export function PaletteFlows({ query, close }: { query: string; close: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { slug } = useWorkspace();
  const asked = useDebounced(query, 120);
  const { data, isPlaceholderData } = useQuery(
    trpc.flows.list.queryOptions(
      { workspace: slug, q: asked, limit: 8 },
      { placeholderData: keepPreviousData },
    ),
  );
  if (!data?.flows.length) return null;
  // Flows that the server found are shown whatever is typed; those of an older question must match by their name.
  const answered = asked === query && !isPlaceholderData;
  return (
    <Command.Group heading="Flows">
      {data.flows.map((flow) => (
        <PaletteItem
          key={flow.id}
          value={`flow ${flow.id}`}
          icon={Workflow}
          keywords={[answered ? query : flow.name]}
          aside={<span className="capitalize">{flow.status}</span>}
          onSelect={() => {
            close();
            router.push(`/w/${slug}/flows/${flow.id}`);
          }}
        >
          {flow.name}
        </PaletteItem>
      ))}
    </Command.Group>
  );
}
