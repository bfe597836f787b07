"use client";

import { Page } from "@/components/shell/page";
import { ErrorState } from "@/components/ui/error-state";

export default function WorkspaceError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Page crumbs={[{ label: "Page failed" }]}>
      <ErrorState
        title="This page failed on our side"
        message={`It was recorded${error.digest ? ` as ${error.digest}` : ""}. Flows go on running; only this page is affected.`}
        onRetry={reset}
      />
    </Page>
  );
}
