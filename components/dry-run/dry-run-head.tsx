import { TokenAmount } from "@/components/states/token-amount";
import { Spinner } from "@/components/ui/spinner";
import { type DryRunOutcome, zoneOf } from "./dry-run-outcome";
import { cityOf } from "./local-time";
import { summaryWords } from "./simulation-words";

/** How it went in one line, with whom and by whose clock, and that nothing of it is real. */
export function DryRunHead({ outcome, busy }: { outcome: DryRunOutcome; busy: boolean }) {
  const { simulation, startedAt, contact, basis } = outcome;
  const who = contact?.name ? `With ${contact.name}, times` : "Times";
  return (
    <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-line border-b px-4 py-2">
      <p role="status" className="font-medium">
        {summaryWords(simulation, startedAt)}
      </p>
      <TokenAmount milliTokens={simulation.milliTokens} unit className="text-muted" />
      <p className="min-w-0 truncate text-muted text-xs">
        {who} in {cityOf(zoneOf(outcome))}
      </p>
      {busy ? <Spinner className="size-3.5 self-center text-muted" /> : null}
      <p className="ml-auto text-muted text-xs" title={basis.join(" ")}>
        Nothing is sent: a dry run
      </p>
    </header>
  );
}
