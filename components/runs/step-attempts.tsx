import { Duration } from "@/components/ui/duration";
import { formatExact } from "@/components/ui/format-time";
import type { RunStep } from "./run-types";

/** Every attempt that was made, with what it ran into. */
export function StepAttempts({ attempts }: { attempts: RunStep["attempts"] }) {
  return (
    <ol className="flex flex-col gap-2">
      {attempts.map(({ attempt, error, startedAt, finishedAt }) => (
        <li key={attempt} className="rounded-lg border border-line bg-surface px-3 py-2">
          <p className="flex items-baseline gap-2 text-xs">
            <span className="font-medium">Attempt {attempt}</span>
            <span className={error ? "text-failed" : "text-succeeded"}>{error ? "failed" : "succeeded"}</span>
            {error ? <span className="text-muted">0 tokens</span> : null}
            <span className="ml-auto text-muted">
              {formatExact(new Date(startedAt))},{" "}
              <Duration from={new Date(startedAt)} to={new Date(finishedAt)} />
            </span>
          </p>
          {error ? <p className="mt-1 break-words text-muted">{error.message}</p> : null}
        </li>
      ))}
    </ol>
  );
}
