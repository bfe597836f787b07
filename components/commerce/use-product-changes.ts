"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";

/** Deleting a product, and bringing it back. */
export function useProductChanges() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const read = () => queries.invalidateQueries({ queryKey: trpc.products.pathKey() });
  const failed = (title: string) => (error: { message: string }) =>
    toast.error(title, { description: error.message });
  const changing = useMutation(
    trpc.products.change.mutationOptions({
      onSuccess: (product) => {
        toast.success(`“${product.name}” is back`);
        return read();
      },
      onError: failed("The product was not brought back"),
    }),
  );
  const restore = (productId: string) =>
    changing.mutate({ workspace, productId, change: { status: "active" } });
  const archiving = useMutation(
    trpc.products.archive.mutationOptions({
      onSuccess: ({ id, name }) => {
        toast.success(`“${name}” is deleted`, {
          description: "Orders keep what they say of it.",
          undo: () => restore(id),
        });
        return read();
      },
      onError: failed("The product was not deleted"),
    }),
  );
  const remove = (productId: string) => archiving.mutate({ workspace, productId });
  return { remove, restore, pending: archiving.isPending || changing.isPending };
}
