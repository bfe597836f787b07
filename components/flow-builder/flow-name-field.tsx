"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { FlowDetail } from "@/components/flows/flow-types";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";

/** The flow's name, to be changed where it stands. */
export function FlowNameField({ flow }: { flow: FlowDetail }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace, role } = useWorkspace();
  const [written, setWritten] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const rename = useMutation(
    trpc.flows.rename.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.flows.pathKey() }),
      onError: (error) => toast.error("The name was not saved", { description: error.message }),
    }),
  );
  const name = rename.isPending ? rename.variables.name : flow.name;
  if (role === "viewer" || flow.status === "archived") return name;
  const finish = (save: boolean) => {
    const next = written?.trim();
    setWritten(null);
    requestAnimationFrame(() => button.current?.focus());
    if (save && next && next !== flow.name)
      rename.mutate({ workspace, flowId: flow.id, name: next, description: flow.description });
  };
  if (written === null)
    return (
      <button
        ref={button}
        type="button"
        title="Rename"
        onClick={() => setWritten(name)}
        className="max-w-full truncate rounded-md px-1 py-0.5 hover:bg-hover"
      >
        {name}
      </button>
    );
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the person just asked to write here
      autoFocus
      aria-label="Name of the flow"
      maxLength={200}
      value={written}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setWritten(event.target.value)}
      onBlur={() => written !== null && finish(true)}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") {
          event.stopPropagation();
          finish(false);
        }
      }}
      className="w-80 max-w-full rounded-md bg-surface px-1 py-0.5 font-semibold outline-2 outline-accent"
    />
  );
}
