"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Pause } from "lucide-react";
import { toast } from "@/components/ui/toast";
import { useDebounced } from "@/components/ui/use-debounced";
import { PaletteItem } from "./palette-item";
import { useTRPC } from "./trpc";
import { useWorkspace } from "./workspace-context";

/** Second page of the palette: which of the active flows to pause. */
export function PalettePauseFlow({ query, close }: { query: string; close: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug } = useWorkspace();
  const asked = useDebounced(query, 120);
  const { data, isPlaceholderData } = useQuery(
    trpc.flows.list.queryOptions(
      { workspace: slug, q: asked, status: ["active"], limit: 20 },
      { placeholderData: keepPreviousData },
    ),
  );
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.flows.pathKey() });
  const failed = (error: { message: string }) => toast.error(error.message);
  const resume = useMutation(trpc.flows.activate.mutationOptions({ onSuccess: refresh, onError: failed }));
  const pause = useMutation(trpc.flows.pause.mutationOptions({ onSuccess: refresh, onError: failed }));
  const choose = (flowId: string, name: string) => {
    close();
    pause.mutate(
      { workspace: slug, flowId },
      {
        onSuccess: () =>
          toast.success(`“${name}” is paused`, { undo: () => resume.mutate({ workspace: slug, flowId }) }),
      },
    );
  };
  // Flows that the server found are shown whatever is typed; those of an older question must match by their name.
  const answered = asked === query && !isPlaceholderData;
  return (
    <Command.Group heading="Active flows">
      {data?.flows.map((flow) => (
        <PaletteItem
          key={flow.id}
          value={`pause ${flow.id}`}
          icon={Pause}
          keywords={[answered ? query : flow.name]}
          onSelect={() => choose(flow.id, flow.name)}
        >
          {flow.name}
        </PaletteItem>
      ))}
    </Command.Group>
  );
}
