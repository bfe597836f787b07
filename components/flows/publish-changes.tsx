import { useBuilder } from "@/components/flow-builder/use-builder";
import { versionChanges } from "@/components/flow-builder/version-changes";
import type { FlowDefinition } from "@/server/domain/flow";

const SHOWN = 12;

type PublishChangesProps = { version: { number: number; definition: FlowDefinition } };

/** What a publishing changes of the version that is out, in words. */
export function PublishChanges({ version: { number, definition } }: PublishChangesProps) {
  const draft = useBuilder((state) => state.definition);
  const changes = versionChanges(definition, draft);
  const rest = changes.length - SHOWN;
  return (
    <section aria-label="What changes" className="min-w-0">
      <h3 className="mb-1 font-medium">Since version {number}</h3>
      {changes.length === 0 ? (
        <p className="text-muted">Nothing that a run would notice: publishing makes no new version.</p>
      ) : (
        <ul className="list-disc pl-5 text-muted marker:text-faint">
          {changes.slice(0, SHOWN).map((words) => (
            <li key={words} className="break-words">
              {words}
            </li>
          ))}
          {rest > 0 ? <li>and {rest} more</li> : null}
        </ul>
      )}
    </section>
  );
}
