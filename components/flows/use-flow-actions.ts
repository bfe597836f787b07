"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";
import type { FlowStatus } from "@/server/domain/flow";

type Flow = { id: string; name: string; status: FlowStatus };

/** What one can do to a flow from a list or its page. Every result is said in a toast, with Undo where undo exists. */
export function useFlowActions() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const { slug: workspace, role } = useWorkspace();
  const read = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: trpc.flows.pathKey() }),
      queries.invalidateQueries({ queryKey: trpc.safeguards.pathKey() }),
    ]);
  const failed = (title: string) => (error: { message: string }) =>
    toast.error(title, { description: error.message });

  const activating = useMutation(
    trpc.flows.activate.mutationOptions({ onSuccess: read, onError: failed("The flow was not turned on") }),
  );
  const pausing = useMutation(
    trpc.flows.pause.mutationOptions({ onSuccess: read, onError: failed("The flow was not paused") }),
  );
  const archiving = useMutation(
    trpc.flows.archive.mutationOptions({ onSuccess: read, onError: failed("The flow was not deleted") }),
  );
  const restoring = useMutation(
    trpc.flows.restore.mutationOptions({ onSuccess: read, onError: failed("The flow was not restored") }),
  );
  const duplicating = useMutation(
    trpc.flows.duplicate.mutationOptions({ onSuccess: read, onError: failed("The flow was not duplicated") }),
  );

  // Promises, not callbacks of `mutate`: those are dropped when the component is gone, and deleting leaves the page.
  const activate = ({ id, name }: Flow) =>
    said(activating.mutateAsync({ workspace, flowId: id }), () =>
      toast.success(`“${name}” is on`, { description: "Events start it from now on." }),
    );
  const pause = (flow: Flow) =>
    said(pausing.mutateAsync({ workspace, flowId: flow.id }), () =>
      toast.success(`“${flow.name}” is paused`, {
        description: "Nothing new starts. Runs under way go on.",
        undo: () => activate(flow),
      }),
    );
  const restore = (flow: Flow, on = false) =>
    said(restoring.mutateAsync({ workspace, flowId: flow.id, activate: on }), () =>
      toast.success(`“${flow.name}” is back`),
    );
  // Runs under way finish: an undo would bring the flow back, but not what was cancelled.
  const remove = (flow: Flow) =>
    said(archiving.mutateAsync({ workspace, flowId: flow.id, runs: "finish" }), () =>
      toast.success(`“${flow.name}” is deleted`, {
        description: "Its history stays. Runs under way go on to their end.",
        undo: () => restore(flow, flow.status === "active"),
      }),
    );
  const duplicate = ({ id, name }: Flow) =>
    said(duplicating.mutateAsync({ workspace, flowId: id }), (copy) =>
      toast.success(`“${name}” is duplicated`, {
        description: "The copy is a draft.",
        action: { label: "Open", onClick: () => router.push(`/w/${workspace}/flows/${copy.id}`) },
      }),
    );

  return {
    mayEdit: role !== "viewer",
    switching: activating.isPending || pausing.isPending,
    activate,
    pause,
    restore,
    remove,
    duplicate,
  };
}

/** A failure was said by the mutation itself. */
function said<T>(work: Promise<T>, success: (result: T) => void): void {
  work.then(success, () => undefined);
}
