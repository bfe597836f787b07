"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { StarterCard } from "./starter-card";

/** First step of the onboarding: a flow that works as it is. */
export function PickStarter({ folder = "" }: { folder?: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const { slug, role } = useWorkspace();
  const { data, error, refetch } = useQuery(trpc.flows.starters.queryOptions({ workspace: slug }));
  const create = useMutation(
    trpc.flows.createFromStarter.mutationOptions({
      onSuccess: ({ id }) => {
        void queries.invalidateQueries({ queryKey: trpc.flows.pathKey() });
        router.push(`/w/${slug}/flows/${id}?test=true`);
      },
      onError: (problem) => toast.error(problem.message),
    }),
  );
  if (error)
    return (
      <ErrorState
        title="The starter flows could not be loaded"
        message={error.message}
        onRetry={() => refetch()}
      />
    );
  if (!data)
    return (
      <div role="status" className="grid gap-4 sm:grid-cols-2">
        <span className="sr-only">Loading starter flows</span>
        <Skeleton className="h-64 rounded-lg" />
        <Skeleton className="h-64 rounded-lg" />
      </div>
    );
  return (
    <>
      <ul className="grid gap-4 sm:grid-cols-2">
        {data.map((starter) => (
          <StarterCard
            key={starter.slug}
            starter={starter}
            pending={create.isPending && create.variables.slug === starter.slug}
            disabled={role === "viewer" || create.isPending || create.isSuccess}
            onPick={() => create.mutate({ workspace: slug, slug: starter.slug, folder })}
          />
        ))}
      </ul>
      <p className="mt-4 text-muted">
        Or begin with{" "}
        <Link href={`/w/${slug}/templates`} className="text-accent-ink underline underline-offset-4">
          one of the templates
        </Link>
        : they ask a few questions and are ready for real work.
      </p>
    </>
  );
}
