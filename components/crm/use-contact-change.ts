"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import type { ContactPatch } from "@/server/domain/contact";

/** Changes of a contact, each saved as it is made. */
export function useContactChange(contactId: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const change = useMutation(
    trpc.contacts.change.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() }),
    }),
  );
  /** Answers why the change of this field was refused, or null. */
  const save = async (patch: ContactPatch, field: string): Promise<string | null> => {
    try {
      await change.mutateAsync({ workspace, contactId, patch });
      return null;
    } catch (error) {
      const { errorOf, message } = callProblem(error);
      return errorOf(`patch.${field}`) ?? errorOf(field) ?? message;
    }
  };
  return { save, pending: change.isPending };
}
