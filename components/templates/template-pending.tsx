import type { ComponentProps } from "react";
import { Page } from "@/components/shell/page";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";

type TemplatePendingProps = Pick<ComponentProps<typeof Page>, "crumbs" | "layout"> & {
  query: { error: { message: string } | null; refetch: () => unknown; isFetching: boolean };
};

/** A page of a template that is not read yet, or could not be. */
export function TemplatePending({ query, ...page }: TemplatePendingProps) {
  const { error, refetch, isFetching } = query;
  return (
    <Page {...page}>
      {error ? (
        <ErrorState
          title="The template could not be loaded"
          message={error.message}
          onRetry={() => refetch()}
          pending={isFetching}
        />
      ) : (
        <SkeletonRows rows={6} label="Loading the template" />
      )}
    </Page>
  );
}
