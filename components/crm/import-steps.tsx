import { cn } from "@/components/ui/cn";
import { StepNumber } from "@/components/ui/step-number";

type Step = "file" | "columns" | "preview" | "import" | "result";

/** How far the import is. */
export function ImportSteps({ at }: { at: Step }) {
  const reached = steps.findIndex(({ covers }) => covers.includes(at));
  return (
    <ol className="mb-6 flex flex-wrap items-center gap-x-2 gap-y-1" aria-label="Steps of the import">
      {steps.map(({ label }, index) => {
        const done = index < reached || at === "result";
        return (
          <li
            key={label}
            aria-current={index === reached ? "step" : undefined}
            className={cn(
              "flex items-center gap-2",
              index === reached ? "font-medium text-ink" : "text-muted",
            )}
          >
            {index > 0 ? <span aria-hidden className="h-px w-6 bg-line-strong" /> : null}
            <StepNumber number={index + 1} state={done ? "done" : index === reached ? "current" : "ahead"} />
            {label}
          </li>
        );
      })}
    </ol>
  );
}

const steps: { label: string; covers: Step[] }[] = [
  { label: "File", covers: ["file"] },
  { label: "Columns", covers: ["columns"] },
  { label: "Preview", covers: ["preview"] },
  { label: "Import", covers: ["import", "result"] },
];
