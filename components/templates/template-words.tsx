import type { FlowDefinition } from "@/server/domain/flow";
import { FlowLines } from "./flow-lines";

/** What a template does, told in plain words. */
export function TemplateWords({ id, definition }: { id: string; definition: FlowDefinition }) {
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="font-semibold text-lg">
        What it does
      </h2>
      <div className="mt-3">
        <FlowLines id={id} definition={definition} />
      </div>
    </section>
  );
}
