import { ArrowRight } from "lucide-react";
import type { Plan } from "@/server/domain/plans";
import { planDifferences } from "./plan-facts";

/** What another plan changes, line by line: before and after. */
export function PlanDifferences({ from, to }: { from: Plan; to: Plan }) {
  const differences = planDifferences(from, to);
  if (differences.length === 0) return null;
  return (
    <dl className="flex flex-col">
      {differences.map(({ name, before, text }) => (
        <div key={name} className="flex flex-wrap gap-x-3 border-line border-b py-1.5 last:border-0">
          <dt className="w-36 shrink-0 text-muted">{name}</dt>
          <dd className="flex min-w-0 flex-1 basis-48 flex-wrap items-center gap-x-1.5">
            <span className="text-muted">{before}</span>
            <ArrowRight aria-hidden className="size-3.5 shrink-0 text-faint" />
            <span className="sr-only">becomes</span>
            <span className="font-medium">{text}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
