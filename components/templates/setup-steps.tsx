import { cn } from "@/components/ui/cn";
import { StepNumber } from "@/components/ui/step-number";

export const SETUP_STEPS = ["questions", "connect", "try", "enable"] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

const TITLES: Record<SetupStep, string> = {
  questions: "Answer",
  connect: "Connect",
  try: "Dry run",
  enable: "Turn on",
};

type SetupStepsProps = {
  current: SetupStep;
  /** Absent while there is no flow yet. */
  onStep?: (step: SetupStep) => void;
  isOn?: boolean;
};

/** Where one is on the way from a template to a flow that runs. */
export function SetupSteps({ current, onStep, isOn = false }: SetupStepsProps) {
  const at = SETUP_STEPS.indexOf(current);
  return (
    <ol aria-label="Steps" className="mb-6 flex flex-wrap gap-x-4 gap-y-2 sm:gap-x-6">
      {SETUP_STEPS.map((step, index) => {
        const done = index < at || isOn;
        const face = (
          <>
            <StepNumber number={index + 1} state={done ? "done" : index === at ? "current" : "ahead"} />
            {TITLES[step]}
            {done ? <span className="sr-only">, done</span> : null}
          </>
        );
        const look = cn("flex items-center gap-2", index === at ? "font-medium" : "text-muted");
        return (
          <li key={step} aria-current={index === at ? "step" : undefined}>
            {onStep && index !== at ? (
              <button
                type="button"
                onClick={() => onStep(step)}
                className={cn(look, "rounded-sm hover:text-ink")}
              >
                {face}
              </button>
            ) : (
              <span className={look}>{face}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
