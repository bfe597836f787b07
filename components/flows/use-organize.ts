"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";

type Flow = { id: string; name: string; tags: readonly string[] };
type Change = { folder?: string; addTags?: string[]; removeTags?: string[] };

/** Puts flows into a folder, gives and takes tags. What was done is said in a toast, with Undo. */
export function useOrganize() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const organize = useMutation(trpc.flows.organize.mutationOptions());
  const read = () => queries.invalidateQueries({ queryKey: trpc.flows.pathKey() });

  const undo = async (before: { id: string; folder: string; tags: string[] }[], { addTags = [] }: Change) => {
    await Promise.all(
      before.map(({ id, folder, tags }) =>
        organize.mutateAsync({
          ...{ workspace, flowIds: [id], folder, addTags: tags },
          removeTags: addTags.filter((tag) => !tags.includes(tag)),
        }),
      ),
    ).catch((error: Error) => toast.error("Not all of it was undone", { description: error.message }));
    await read();
  };

  /** True when it was done. */
  const change = async (flows: readonly Flow[], wanted: Change): Promise<boolean> => {
    try {
      const flowIds = flows.map(({ id }) => id);
      const { before } = await organize.mutateAsync({ workspace, flowIds, ...wanted });
      toast.success(words(flows, wanted), { undo: () => void undo(before, wanted) });
      void read();
      return true;
    } catch (error) {
      const description = error instanceof Error ? error.message : undefined;
      toast.error("Nothing was changed", { description });
      return false;
    }
  };
  return { change, pending: organize.isPending };
}

function words(flows: readonly Flow[], { folder, addTags = [], removeTags = [] }: Change): string {
  const [only] = flows;
  const what = flows.length === 1 && only ? `“${only.name}”` : `${flows.length} flows`;
  if (folder !== undefined && addTags.length + removeTags.length === 0)
    return folder ? `${what} moved to ${folder}` : `${what} moved out of folders`;
  if (folder === undefined && removeTags.length === 0) return `${what} tagged ${addTags.join(", ")}`;
  if (folder === undefined && addTags.length === 0) return `${removeTags.join(", ")} taken off ${what}`;
  return `${what} filed`;
}
