import { describeCondition } from "./describe-condition";
import { describeDuration } from "./describe-duration";
import type { FlowLine } from "./flow-line";
import type { Step } from "./step";
import { type TextPart, words } from "./text-part";

/** The line above what happens on one way out of a step: “If it does not happen within 3 days”. */
export function wayWords(
  step: Step,
  way: { outlet: string; label: string; kind: string },
): Pick<FlowLine, "kind" | "lead" | "parts"> {
  const is = (text: string, kind: FlowLine["kind"] = "if") => ({ kind, lead: "If", parts: [words(text)] });
  if (way.kind === "error") return is("that fails", "error");
  if (way.outlet === "event") return is("it happens");
  if (way.outlet === "approved") return is("it is approved");
  if (way.outlet === "rejected") return is("it is rejected");
  if (way.outlet === "timeout" && "timeout" in step && typeof step.timeout === "object")
    return {
      kind: "if",
      lead: "If",
      parts: [
        words(step.type === "approval" ? "nobody answers within " : "it does not happen within "),
        ...describeDuration(step.timeout),
      ],
    };
  if (way.outlet === "default") return { kind: "if", lead: "Otherwise", parts: [] };
  if (step.type === "branch") return branchWords(step, way);
  if (step.type === "parallel") return { kind: "do", lead: `${capital(way.label)}:`, parts: [] };
  return is(way.label || way.outlet);
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function branchWords(
  step: Extract<Step, { type: "branch" }>,
  { outlet, label }: { outlet: string; label: string },
): Pick<FlowLine, "kind" | "lead" | "parts"> {
  const option = step.cases.find(({ id }) => outlet === `case:${id}`);
  const parts: TextPart[] = option ? describeCondition(option.condition) : [words(label)];
  return { kind: "if", lead: "If", parts };
}
