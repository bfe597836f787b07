"use client";

import { DatabaseAway } from "@/components/shell/database-away";
import { Button } from "@/components/ui/button";
import { DATABASE_AWAY_DIGEST } from "@/server/domain/database-away-digest";

export default function RootError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  if (error.digest === DATABASE_AWAY_DIGEST) return <DatabaseAway />;
  return (
    <main
      role="alert"
      className="flex min-h-dvh flex-col items-center justify-center bg-sunken px-6 text-center"
    >
      <h1 className="font-semibold text-xl">This page failed on our side</h1>
      <p className="mt-2 max-w-[52ch] text-balance text-base text-muted">
        It was recorded{error.digest ? ` as ${error.digest}` : ""}. Nothing that runs in the background is
        affected.
      </p>
      <Button variant="primary" size="lg" className="mt-6" onClick={reset}>
        Try again
      </Button>
    </main>
  );
}
