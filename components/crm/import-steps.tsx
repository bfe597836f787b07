import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";

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
            <span
              aria-hidden
              className={cn(
                "grid size-5 place-items-center rounded-full text-xs",
                done
                  ? "bg-succeeded-soft text-succeeded"
                  : index === reached
                    ? "bg-accent text-on-accent"
                    : "bg-gray-3",
              )}
            >
              {done ? <Check className="size-3" /> : index + 1}
            </span>
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
