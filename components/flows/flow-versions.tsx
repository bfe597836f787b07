import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { FlowDetail } from "./flow-types";

/** What was published, by whom, the newest first. */
export function FlowVersions({ flow }: { flow: FlowDetail }) {
  if (flow.versions.length === 0)
    return (
      <p className="text-muted">
        No version yet. Publishing keeps the flow as it is then; runs stay on the version they began with.
      </p>
    );
  return (
    <ol aria-label="Versions" className="flex flex-col">
      {flow.versions.map((version) => (
        <li key={version.id} className="border-line border-b py-2.5 first:pt-0 last:border-0">
          <p className="flex items-center gap-2">
            <span className="font-medium">Version {version.number}</span>
            {version.id === flow.activeVersion?.id ? (
              <Badge tone={flow.status === "active" ? "green" : "neutral"}>
                {flow.status === "active" ? "Runs now" : "Latest"}
              </Badge>
            ) : null}
            <RelativeTime at={version.createdAt} className="ml-auto text-muted" />
          </p>
          <p className="text-muted">
            by {version.publishedBy}
            {version.note ? `: ${version.note}` : ""}
          </p>
        </li>
      ))}
    </ol>
  );
}
