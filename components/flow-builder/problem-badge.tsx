import { TriangleAlert } from "lucide-react";

/** What is wrong with a step, at the corner of its card. */
export function ProblemBadge({ problems }: { problems: readonly string[] }) {
  return (
    <span
      title={problems.join("\n")}
      className="-top-2 -right-2 absolute flex h-5 items-center gap-1 rounded-full border border-held/40 bg-held-soft px-1.5 font-medium text-held text-xs"
    >
      <TriangleAlert aria-hidden className="size-3" />
      {problems.length}
      <span className="sr-only">{problems.length === 1 ? " problem" : " problems"}</span>
    </span>
  );
}
