import { JsonTree } from "@/components/ui/json-tree";
import type { FlowDefinition } from "@/server/domain/flow";
import { settingsWords } from "./settings-words";

/** The flow's settings in words, and the variables it begins with. */
export function FlowSettingsList({ definition }: { definition: FlowDefinition }) {
  const hasVariables = Object.keys(definition.variables).length > 0;
  return (
    <>
      <dl className="flex flex-col gap-3">
        {settingsWords(definition.settings).map(({ title, text }) => (
          <div key={`${title} ${text}`}>
            <dt className="text-muted text-xs">{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {hasVariables ? (
        <section className="mt-5">
          <h2 className="mb-2 text-muted text-xs">Variables at the start</h2>
          <JsonTree value={definition.variables} label="Variables" pathPrefix="variables" />
        </section>
      ) : null}
    </>
  );
}
