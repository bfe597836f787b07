import type { ReactNode } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { TokenAmount } from "@/components/states/token-amount";
import { formatMoney, formatNumber } from "@/components/ui/format-number";
import { formatDate } from "@/components/ui/format-time";
import { Progress } from "@/components/ui/progress";
import { formatTokens } from "@/server/domain/usage";
import type { UsageOfPeriod } from "./usage-types";
import { usedTone } from "./used-tone";

/** Used of included, what lies over it, where it is heading, and what it would be worth. */
export function UsageFigures({ usage }: { usage: UsageOfPeriod }) {
  return (
    <dl className="grid grid-cols-1 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-2 xl:grid-cols-4">
      <Used usage={usage} />
      <Over usage={usage} />
      <Heading usage={usage} />
      <Figure
        name="List value"
        value={formatMoney(usage.listMicroDollars)}
        note="What these actions cost one by one. It is no part of the bill."
      />
    </dl>
  );
}

type FigureProps = { name: string; value: ReactNode; note?: ReactNode; children?: ReactNode };

const Figure = ({ name, value, note, children }: FigureProps) => (
  <div className="flex min-w-0 flex-col bg-surface p-4">
    <dt className="text-muted">{name}</dt>
    <dd className="mt-1 flex flex-1 flex-col">
      <span className="font-semibold text-2xl tracking-tight">{value}</span>
      {children}
      {note ? <span className="mt-1.5 text-muted text-xs">{note}</span> : null}
    </dd>
  </div>
);

function Used({ usage }: Part) {
  const { timezone: timeZone } = useWorkspace();
  const { usedMilliTokens: used, includedMilliTokens: included, creditMilliTokens: credits } = usage;
  const { endsAt, current } = usage.period;
  const free = included + credits;
  const reached = usedTone(used, free);
  // With overage on, nothing stops there.
  const tone = reached === "red" && usage.overageEnabled ? "amber" : reached;
  const end = endsAt ? `${current ? ", renews on" : ", ended on"} ${formatDate(endsAt, { timeZone })}` : "";
  return (
    <Figure
      name="Tokens used"
      value={
        <>
          <TokenAmount milliTokens={used} />
          <span className="font-normal text-base text-muted tracking-normal">
            {" "}
            of {formatNumber(free / 1000)}
          </span>
        </>
      }
      note={
        <>
          <TokenAmount milliTokens={Math.max(0, free - used)} /> left{end}
          {credits > 0 ? (
            <span className="block">
              {formatTokens(included)} of the plan, {formatTokens(credits)} of credits
            </span>
          ) : null}
        </>
      }
    >
      <Progress label="Tokens used" value={used} max={free} tone={tone} className="mt-2" />
    </Figure>
  );
}

type Part = { usage: UsageOfPeriod };

function Over({ usage }: Part) {
  const { overageMilliTokens: over, overageMicroDollars: price, capMicroDollars: cap } = usage;
  return (
    <Figure
      name="Over the included"
      value={
        price !== null && over > 0 ? (
          <>
            {formatMoney(price)}
            <span className="font-normal text-base text-muted tracking-normal">
              {" "}
              for <TokenAmount milliTokens={over} unit />
            </span>
          </>
        ) : (
          <TokenAmount milliTokens={over} />
        )
      }
      note={overNote(usage)}
    >
      {cap ? (
        <Progress
          label="Overage used of the cap"
          value={price ?? 0}
          max={cap}
          tone={usedTone(price ?? 0, cap)}
          className="mt-2"
        />
      ) : null}
    </Figure>
  );
}

function overNote({ plan, period, capMicroDollars: cap }: UsageOfPeriod): string {
  if (!period.current) return "Each part at the rate it was used at.";
  if (plan === "trial") return "The trial stops when its tokens are used up; runs are held, not lost.";
  return cap === null
    ? "Overage is off: runs are held when the included tokens are used up."
    : `Runs go on up to the cap of ${formatMoney(cap)}.`;
}

function Heading({ usage: { projection, period, includedMilliTokens, creditMilliTokens } }: Part) {
  if (!projection)
    return (
      <Figure
        name={period.current ? "By the end of the period" : "Period"}
        value="–"
        note={
          !period.current
            ? "It is over."
            : period.endsAt
              ? "Known after three whole days with use."
              : "The trial has no end; its tokens do not renew."
        }
      />
    );
  const { expected, low, high } = projection.end;
  return (
    <Figure
      name="Expected by its end"
      value={<TokenAmount milliTokens={expected} />}
      note={
        <>
          Four times in five between <TokenAmount milliTokens={low} /> and <TokenAmount milliTokens={high} />
          {high > includedMilliTokens + creditMilliTokens ? "; more than is included is possible" : ""}
        </>
      }
    />
  );
}
