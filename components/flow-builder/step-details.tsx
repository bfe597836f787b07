import { ArrowRight, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { CodeBlock } from "@/components/ui/code-block";
import { formatDuration } from "@/components/ui/format-duration";
import type { FlowDefinition } from "@/server/domain/flow";
import type { Step } from "@/server/domain/step";
import { canvasGraph } from "./canvas-graph";
import { ConfigFields } from "./config-fields";
import { StepSentence } from "./step-sentence";
import { StepTile } from "./step-tile";

type StepDetailsProps = {
  definition: FlowDefinition;
  stepId: string;
  /** What is wrong with it. */
  problems?: readonly string[];
  onSelect: (stepId: string) => void;
};

/** One step to read: what it does, with what, and where it leads. */
export function StepDetails({ definition, stepId, problems = [], onSelect }: StepDetailsProps) {
  const { boxes, links } = canvasGraph(definition);
  const card = boxes.find((box) => box.id === stepId);
  const step = [...definition.steps, ...definition.error_handlers].find(({ id }) => id === stepId);
  if (!step || card?.kind !== "card") return <p className="text-muted">This version has no such step.</p>;
  const ways = links.filter((link) => link.source === stepId);
  return (
    <article aria-label={card.face.title}>
      <header className="flex items-start gap-2.5">
        <StepTile icon={card.face.icon} family={card.face.family} />
        <div className="min-w-0">
          <h2 className="break-words font-semibold">{card.face.title}</h2>
          <p className="break-all font-mono text-muted text-xs">{step.id}</p>
        </div>
      </header>
      {problems.length > 0 ? (
        <ul className="mt-3 flex flex-col gap-1 rounded-lg bg-held-soft p-3 text-held">
          {problems.map((problem) => (
            <li key={problem} className="flex gap-2">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              <span className="min-w-0 break-words">{problem}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {step.description ? <p className="mt-3 text-muted">{step.description}</p> : null}
      {card.face.parts.length > 0 && step.type !== "action" ? (
        <p className="mt-3 break-words">
          <StepSentence parts={card.face.parts} />
        </p>
      ) : null}
      <Made step={step} />
      <Effort step={step} />
      {ways.length > 0 ? (
        <Part title="Leads to">
          <ul className="flex flex-col gap-1">
            {ways.map((way) => {
              const target = boxes.find((box) => box.id === way.target);
              return (
                <li key={way.id} className="flex items-baseline gap-2">
                  <span className={cn("shrink-0", way.lane === "error" ? "text-error" : "text-muted")}>
                    {way.label || "then"}
                  </span>
                  <ArrowRight aria-hidden className="size-3 shrink-0 text-faint" />
                  {target?.kind === "card" ? (
                    <button
                      type="button"
                      onClick={() => onSelect(target.id)}
                      className="min-w-0 truncate text-accent-ink hover:underline"
                    >
                      {target.face.title}
                    </button>
                  ) : (
                    <span>{target?.kind === "stop" ? target.text : "End"}</span>
                  )}
                </li>
              );
            })}
          </ul>
        </Part>
      ) : null}
    </article>
  );
}

function Made({ step }: { step: Step }) {
  switch (step.type) {
    case "action":
      return (
        <>
          <Part title="Action">
            <p className="font-mono text-xs">
              {step.plugin_id ? `${step.plugin_id} / ${step.action_id}` : step.action_id}
            </p>
          </Part>
          <Config title="With" config={step.config} />
        </>
      );
    case "set_variables":
      return <Config title="Variables" config={step.variables} />;
    case "sub_flow":
      return <Config title="With" config={step.input} />;
    case "code":
      return (
        <Part title="Code">
          <CodeBlock code={step.source} label="code" />
        </Part>
      );
    default:
      return null;
  }
}

function Config({ title, config }: { title: string; config: Record<string, unknown> }) {
  if (Object.keys(config).length === 0) return null;
  return (
    <Part title={title}>
      <ConfigFields config={config} />
    </Part>
  );
}

/** Where a step departs from the flow's settings. */
function Effort({ step }: { step: Step }) {
  if (step.type !== "action" && step.type !== "code") return null;
  const rules = [
    step.timeout === undefined ? null : `one attempt may take ${formatDuration(step.timeout)}`,
    step.retry_count === undefined
      ? null
      : step.retry_count === 0
        ? "not tried again"
        : `tried again up to ${step.retry_count} times`,
    step.retry_delay === undefined ? null : `first after ${formatDuration(step.retry_delay)}`,
  ].filter((rule) => rule !== null);
  if (rules.length === 0) return null;
  return (
    <Part title="Unlike the flow's settings">
      <p>{rules.join(", ")}</p>
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-5">
      <h3 className="mb-1.5 font-medium text-muted text-xs">{title}</h3>
      {children}
    </section>
  );
}
