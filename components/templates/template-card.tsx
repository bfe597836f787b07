import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { connectionNeed } from "@/server/domain/connection-needs";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowTemplate } from "@/server/domain/flow-template";
import type { PathPrices } from "@/server/domain/simulate/path-prices";
import { categoryName } from "./category-name";
import { FlowThumbnail } from "./flow-thumbnail";
import { RunPrice } from "./run-price";

type TemplateCardProps = {
  template: Pick<FlowTemplate, "name" | "description" | "category" | "needs">;
  definition: FlowDefinition;
  cost: PathPrices;
  href: string;
};

/** A template of the gallery: what it is, how it looks, what it needs. The whole card is the link. */
export function TemplateCard({ template, definition, cost, href }: TemplateCardProps) {
  const needs = template.needs.connections.map((key) => connectionNeed(key).title);
  return (
    <article className="relative flex h-full flex-col overflow-hidden rounded-lg border border-line bg-surface transition-colors has-[a:hover]:border-accent">
      <FlowThumbnail definition={definition} />
      <div className="flex flex-1 flex-col gap-1.5 border-line border-t p-4">
        <Badge className="self-start">{categoryName(template.category)}</Badge>
        <h3 className="font-semibold text-base">
          <Link href={href} className="rounded-sm after:absolute after:inset-0">
            {template.name}
          </Link>
        </h3>
        <p className="line-clamp-3 text-muted">{template.description}</p>
        <p className="mt-auto pt-2 text-muted text-xs">
          {needs.length > 0 ? `${needs.join(", ")} · ` : ""}
          <RunPrice cost={cost} />
        </p>
      </div>
    </article>
  );
}
