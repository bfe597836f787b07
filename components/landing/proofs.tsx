import { Check, RotateCw, Zap } from "lucide-react";
import type { ReactNode } from "react";
import { StateBadge } from "@/components/states/state-badge";
import { PRICES } from "@/server/domain/plans";
import { formatTokens } from "@/server/domain/usage";

/** What the product guarantees, each with a picture from the product itself. */
export function Proofs() {
  return (
    <ul className="grid gap-px overflow-hidden rounded-xl border border-line bg-line lg:grid-cols-3">
      <Proof
        title="Accepted is kept"
        text="The answer 202 comes after the event and its runs are committed to PostgreSQL, never before. Whatever is killed after that moment, the work is done."
      >
        <pre className="whitespace-pre-wrap break-words font-mono text-xs leading-5">
          <span className="text-muted">POST …/automation/webhook</span>
          {"\n"}
          <span className="text-succeeded">202 Accepted</span>
          {'\n{ "event_id": …, "runs": … }'}
        </pre>
      </Proof>
      <Proof
        title="One record, one meter"
        text="What a step did and what it cost are written in one transaction. The bill is the sum of what you can read, to a thousandth of a token."
      >
        <dl className="flex flex-col gap-1.5 text-xs">
          <div className="flex justify-between text-muted">
            <dt>Step</dt>
            <dd>Tokens</dd>
          </div>
          <Line state="succeeded" detail="email sent" tokens={formatTokens(PRICES.email_sent.milliTokens)} />
          <Line state="retrying" detail="503, once more" tokens="0" />
          <Line state="skipped" detail="not on this branch" tokens="0" />
        </dl>
      </Proof>
      <Proof
        title="Kill it, and it goes on"
        text="Stop the process in the middle of a run. The next start takes it up where it stood, and no recorded step is done twice."
      >
        <ol className="flex flex-col gap-1.5 text-xs">
          <Moment icon={<Check aria-hidden className="size-3.5 text-succeeded" />}>Step 1 recorded</Moment>
          <Moment icon={<Zap aria-hidden className="size-3.5 text-failed" />}>
            <span className="font-mono">kill -9</span>
          </Moment>
          <Moment icon={<RotateCw aria-hidden className="size-3.5 text-running" />}>
            Started again: goes on with step 2
          </Moment>
        </ol>
      </Proof>
    </ul>
  );
}

function Proof({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <li className="flex flex-col bg-surface p-6">
      <h3 className="font-semibold text-lg">{title}</h3>
      <p className="mt-1.5 mb-5 text-base text-muted">{text}</p>
      <div className="mt-auto flex min-h-32 flex-col justify-center rounded-lg bg-sunken p-4">{children}</div>
    </li>
  );
}

const Line = ({
  state,
  detail,
  tokens,
}: {
  state: "succeeded" | "retrying" | "skipped";
  detail: string;
  tokens: string;
}) => (
  <div className="flex items-center gap-2">
    <dt className="min-w-0 flex-1">
      <StateBadge state={state} detail={detail} appearance="inline" />
    </dt>
    <dd className="shrink-0 text-muted">{tokens}</dd>
  </div>
);

const Moment = ({ icon, children }: { icon: ReactNode; children: ReactNode }) => (
  <li className="flex items-center gap-2">
    {icon}
    {children}
  </li>
);
