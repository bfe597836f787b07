import { Check } from "lucide-react";
import { cn } from "./cn";

type StepNumberProps = { number: number; state: "done" | "current" | "ahead" };

/** The mark of a step in a row of steps. Its state is said beside it. */
export function StepNumber({ number, state }: StepNumberProps) {
  return (
    <span aria-hidden className={cn("grid size-5 place-items-center rounded-full text-xs", LOOK[state])}>
      {state === "done" ? <Check className="size-3" strokeWidth={2.5} /> : number}
    </span>
  );
}

const LOOK: Record<StepNumberProps["state"], string> = {
  done: "bg-succeeded-soft text-succeeded",
  current: "bg-accent text-on-accent",
  ahead: "border border-line-strong",
};
