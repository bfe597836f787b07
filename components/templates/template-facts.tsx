import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { connectionNeed } from "@/server/domain/connection-needs";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowTemplate } from "@/server/domain/flow-template";
import type { PathPrices } from "@/server/domain/simulate/path-prices";
import { categoryName } from "./category-name";
import { RunPrice } from "./run-price";

type TemplateFactsProps = {
  found: { template: FlowTemplate; definition: FlowDefinition; cost: PathPrices };
};

/** What a template needs, asks and costs, beside what it does. */
export function TemplateFacts({ found: { template, cost } }: TemplateFactsProps) {
  const { needs, questions, outcome, category } = template;
  return (
    <aside aria-label="About the template" className="flex flex-col gap-5 text-sm">
      <Fact title="For">
        <Badge>{categoryName(category)}</Badge>
      </Fact>
      <Fact title="What a run costs">
        <RunPrice cost={cost} />
        <p className="text-muted text-xs">
          By the way that it goes, with calls of one minute. Steps that fail or are skipped cost nothing.
        </p>
      </Fact>
      {needs.connections.length > 0 ? (
        <Fact title="What it sends by">
          <ul className="flex flex-col gap-2">
            {needs.connections.map((key) => {
              const need = connectionNeed(key);
              return (
                <li key={key}>
                  {need.title}
                  <p className="text-muted text-xs">Sandbox until connected: {lowerFirst(need.sandbox)}</p>
                </li>
              );
            })}
          </ul>
        </Fact>
      ) : null}
      {needs.fields.length > 0 ? (
        <Fact title="What it reads">
          <ul className="flex list-disc flex-col gap-1 pl-4 text-muted">
            {needs.fields.map((field) => (
              <li key={field}>{field}</li>
            ))}
          </ul>
        </Fact>
      ) : null}
      {questions.length > 0 ? (
        <Fact title="What you are asked">
          <ul className="flex list-disc flex-col gap-1 pl-4 text-muted">
            {questions.map(({ id, label }) => (
              <li key={id}>{label}</li>
            ))}
          </ul>
        </Fact>
      ) : null}
      {outcome ? (
        <Fact title="What to expect">
          <p className="text-muted">{outcome}</p>
        </Fact>
      ) : null}
    </aside>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col items-start gap-1.5">
      <h2 className="font-medium">{title}</h2>
      {children}
    </section>
  );
}

const lowerFirst = (text: string) =>
  /^SMS\b/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
