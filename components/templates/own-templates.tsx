import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { flowSummary } from "@/server/domain/summary";
import { FlowThumbnail } from "./flow-thumbnail";
import { OwnTemplateMenu } from "./own-template-menu";
import type { OwnTemplate } from "./template-types";

type OwnTemplatesProps = { templates: OwnTemplate[]; workspace: string };

/** What the workspace saved of its own flows. Nothing is shown as long as there is none. */
export function OwnTemplates({ templates, workspace }: OwnTemplatesProps) {
  if (templates.length === 0) return null;
  return (
    <section aria-labelledby="own-templates" className="mb-8">
      <h2 id="own-templates" className="font-medium">
        Your own
      </h2>
      <ul className="mt-3 grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {templates.map(({ id, name, description, definition, sharePath }) => (
          <li
            key={id}
            className="relative flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface transition-colors has-[a:hover]:border-accent"
          >
            <FlowThumbnail definition={definition} />
            <div className="flex flex-1 items-start gap-2 border-line border-t p-4">
              <div className="min-w-0 flex-1">
                <h3 className="font-semibold text-base">
                  <Link
                    href={`/w/${workspace}/templates/${id}`}
                    className="rounded-sm after:absolute after:inset-0"
                  >
                    {name}
                  </Link>
                </h3>
                <p className="mt-1 line-clamp-3 text-muted">{description || flowSummary(definition)}</p>
                {sharePath ? (
                  <Badge tone="accent" className="mt-2">
                    Shared by link
                  </Badge>
                ) : null}
              </div>
              <div className="relative">
                <OwnTemplateMenu template={{ id, name, sharePath }} />
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
