"use client";

import { DatabaseAway } from "@/components/shell/database-away";
import { Page } from "@/components/shell/page";
import { ErrorState } from "@/components/ui/error-state";
import { DATABASE_AWAY_DIGEST } from "@/server/domain/database-away-digest";

export default function WorkspaceError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  if (error.digest === DATABASE_AWAY_DIGEST) return <DatabaseAway />;
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
