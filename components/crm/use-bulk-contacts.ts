"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";
import type { ContactListItem } from "./contact-types";

/** One change for all ticked contacts. The result is said in a toast, with Undo where undo exists. */
export function useBulkContacts(contacts: readonly ContactListItem[], onDone: () => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const read = () => queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() });
  const tagging = useMutation(trpc.contacts.tag.mutationOptions({ onSettled: read }));
  const owning = useMutation(trpc.contacts.own.mutationOptions({ onSettled: read }));
  const archiving = useMutation(trpc.contacts.archive.mutationOptions({ onSettled: read }));
  const restoring = useMutation(trpc.contacts.restore.mutationOptions({ onSettled: read }));
  const ids = contacts.map(({ id }) => id);

  /** In parts, as many as the server takes at once. */
  const run = async (
    chosen: readonly string[],
    act: (contactIds: string[]) => Promise<{ changed: number }>,
    done: (changed: number) => void,
  ) => {
    let changed = 0;
    try {
      for (let at = 0; at < chosen.length; at += AT_ONCE)
        changed += (await act(chosen.slice(at, at + AT_ONCE))).changed;
      done(changed);
      onDone();
    } catch (error) {
      toast.error(changed > 0 ? `Only ${count(changed)} changed` : "Nothing was changed", {
        description: callProblem(error).message,
      });
    }
  };

  const tag = ({ add, remove }: { add?: string; remove?: string }) => {
    const change = { add: add ? [add] : [], remove: remove ? [remove] : [] };
    const without = contacts.filter(({ tags }) => (add ? !tags.includes(add) : tags.includes(remove ?? "")));
    const undo = () =>
      void run(
        without.map(({ id }) => id),
        (contactIds) =>
          tagging.mutateAsync({ workspace, contactIds, add: change.remove, remove: change.add }),
        () => toast.success("Tags are as they were"),
      );
    void run(
      ids,
      (contactIds) => tagging.mutateAsync({ workspace, contactIds, ...change }),
      (changed) =>
        toast.success(
          add ? `“${add}” added to ${count(changed)}` : `“${remove}” removed from ${count(changed)}`,
          changed > 0 ? { undo } : undefined,
        ),
    );
  };
  const own = (owner: string | null, name: string) =>
    void run(
      ids,
      (contactIds) => owning.mutateAsync({ workspace, contactIds, owner }),
      (changed) =>
        toast.success(owner ? `${name} looks after ${count(changed)}` : `${count(changed)} without owner`),
    );
  const restore = () =>
    void run(
      ids,
      (contactIds) => restoring.mutateAsync({ workspace, contactIds }),
      (changed) => toast.success(`${count(changed)} restored`),
    );
  const archive = () => {
    void run(
      ids,
      (contactIds) => archiving.mutateAsync({ workspace, contactIds }),
      (changed) =>
        toast.success(`${count(changed)} archived`, {
          description: "Nothing is sent to them. Their history stays.",
          undo: restore,
        }),
    );
  };
  const pending = tagging.isPending || owning.isPending || archiving.isPending || restoring.isPending;
  return { pending, tag, own, archive, restore };
}

const AT_ONCE = 200;
const count = (number: number) => `${number} ${number === 1 ? "contact" : "contacts"}`;
