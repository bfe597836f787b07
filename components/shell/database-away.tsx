"use client";

import { useEffect, useState } from "react";
import { Spinner } from "@/components/ui/spinner";
import { LogoMark } from "./logo";

const LOOK_MS = 2_000;

/** Instead of a page that the server cannot make without its database. It comes back by itself, as the page that was asked for. */
export function DatabaseAway() {
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const timer = setTimeout(async () => {
      if (await databaseAnswers()) window.location.reload();
      setTries(tries + 1);
    }, LOOK_MS);
    return () => clearTimeout(timer);
  }, [tries]);
  return (
    <main className="flex min-h-dvh flex-1 flex-col items-center justify-center bg-sunken px-6 text-center">
      <LogoMark className="size-8" />
      <h1 className="mt-5 font-semibold text-xl">Baton cannot reach its database</h1>
      <p className="mt-2 max-w-[52ch] text-balance text-base text-muted">
        Nothing is lost. This page comes back by itself, and flows go on where they stood, as soon as it
        answers.
      </p>
      <p role="status" className="mt-6 flex items-center gap-2 text-muted text-sm">
        <Spinner />
        Trying again
      </p>
    </main>
  );
}

async function databaseAnswers(): Promise<boolean> {
  try {
    const answer = await fetch("/api/health/ready", { cache: "no-store" });
    const readiness: Partial<Readiness> = await answer.json();
    return readiness.checks?.database?.ok === true;
  } catch {
    return false;
  }
}

/** As far as it matters here; whether a worker is back, too, does not. */
type Readiness = { checks: { database?: { ok: boolean } } };
