"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Archive, FolderInput, Pause, Play, Tag, TagsIcon } from "lucide-react";
import { TagPopover } from "@/components/crm/tag-popover";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { SelectionBar } from "@/components/ui/selection-bar";
import { toast } from "@/components/ui/toast";
import type { FlowListItem } from "./flow-types";
import { FolderPopover } from "./folder-popover";
import { useOrganize } from "./use-organize";

type FlowsSelectionProps = { flows: readonly FlowListItem[]; onClear: () => void };

/** What can be done to the ticked flows. */
export function FlowsSelection({ flows, onClear }: FlowsSelectionProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const activate = useMutation(trpc.flows.activate.mutationOptions());
  const pause = useMutation(trpc.flows.pause.mutationOptions());
  const archive = useMutation(trpc.flows.archive.mutationOptions());
  const restore = useMutation(trpc.flows.restore.mutationOptions());
  const organize = useOrganize();
  const tags = [...new Set(flows.flatMap((flow) => flow.tags))].sort();
  const file = async (change: Parameters<typeof organize.change>[1]) => {
    if (await organize.change(flows, change)) onClear();
  };
  const idle = flows.filter(({ status }) => status === "draft" || status === "paused");
  const active = flows.filter(({ status }) => status === "active");
  const kept = flows.filter(({ status }) => status !== "archived");

  const all = async (
    chosen: readonly FlowListItem[],
    verb: string,
    act: (flow: FlowListItem) => Promise<unknown>,
    undo?: (done: readonly FlowListItem[]) => void,
  ) => {
    const results = await Promise.allSettled(chosen.map(act));
    const done = chosen.filter((_, index) => results[index]?.status === "fulfilled");
    const refused = results.find((result) => result.status === "rejected");
    if (done.length > 0) toast.success(`${count(done.length)} ${verb}`, undo && { undo: () => undo(done) });
    if (refused) {
      toast.error(`${count(results.length - done.length)} not ${verb}`, {
        description: refused.reason instanceof Error ? refused.reason.message : undefined,
      });
    }
    onClear();
    await queries.invalidateQueries({ queryKey: trpc.flows.pathKey() });
  };
  const bringBack = (gone: readonly FlowListItem[]) =>
    void all(gone, "restored", ({ id, status }) =>
      restore.mutateAsync({ workspace, flowId: id, activate: status === "active" }),
    );

  return (
    <SelectionBar selected={count(flows.length)} onClear={onClear}>
      {idle.length > 0 ? (
        <Button
          pending={activate.isPending}
          onClick={() =>
            void all(idle, "turned on", ({ id }) => activate.mutateAsync({ workspace, flowId: id }))
          }
        >
          <Play aria-hidden />
          Turn on {idle.length}
        </Button>
      ) : null}
      {active.length > 0 ? (
        <Button
          pending={pause.isPending}
          onClick={() => void all(active, "paused", ({ id }) => pause.mutateAsync({ workspace, flowId: id }))}
        >
          <Pause aria-hidden />
          Pause {active.length}
        </Button>
      ) : null}
      <FolderPopover
        mayLeave={flows.some(({ folder }) => folder !== "")}
        onFolder={(folder) => void file({ folder })}
        trigger={
          <Button pending={organize.pending}>
            <FolderInput aria-hidden />
            <span className="max-sm:sr-only">Move</span>
          </Button>
        }
      />
      <TagPopover
        label="Add tag"
        verb="Add"
        onTag={(tag) => void file({ addTags: [tag] })}
        trigger={
          <Button pending={organize.pending}>
            <Tag aria-hidden />
            <span className="max-sm:sr-only">Add tag</span>
          </Button>
        }
      />
      {tags.length > 0 ? (
        <TagPopover
          label="Remove tag"
          verb="Remove"
          tags={tags}
          onTag={(tag) => void file({ removeTags: [tag] })}
          trigger={
            <Button pending={organize.pending}>
              <TagsIcon aria-hidden />
              <span className="max-sm:sr-only">Remove tag</span>
            </Button>
          }
        />
      ) : null}
      {kept.length > 0 ? (
        <Button
          pending={archive.isPending}
          onClick={() =>
            void all(
              kept,
              "deleted",
              ({ id }) => archive.mutateAsync({ workspace, flowId: id, runs: "finish" }),
              bringBack,
            )
          }
        >
          <Archive aria-hidden />
          Delete {kept.length}
        </Button>
      ) : null}
    </SelectionBar>
  );
}

const count = (number: number) => `${number} ${number === 1 ? "flow" : "flows"}`;
