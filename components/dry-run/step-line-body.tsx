import { MessageBody } from "@/components/outbox/message-body";
import { tokenNote } from "@/components/runs/token-note";
import { JsonTree } from "@/components/ui/json-tree";
import type { TraceLine } from "./trace-line";

/** A line, opened: what is said about it in full, the message as its reader sees it, and the data. */
export function StepLineBody({ line }: { line: Extract<TraceLine, { kind: "step" }> }) {
  const { entry, detail } = line;
  const { message } = entry;
  const note = tokenNote(entry.tokenNote);
  return (
    <div className="flex max-w-180 flex-col gap-3">
      {entry.error ? <p className="break-words text-failed">{entry.error.message}</p> : null}
      {message ? (
        <>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
            <Fact name="To" value={message.to} />
            {message.subject ? <Fact name="Subject" value={message.subject} /> : null}
            <Fact name="Purpose" value={message.purpose} />
          </dl>
          <MessageBody
            channel={message.channel}
            subject={message.subject ?? ""}
            body={message.body}
            html={null}
            text={null}
          />
        </>
      ) : detail && !entry.error ? (
        <p className="break-words">{detail}</p>
      ) : null}
      {entry.gate && (message || entry.gate.verdict === "send") ? (
        <p className="break-words text-muted text-xs">The gate: {entry.gate.detail}</p>
      ) : null}
      {note ? <p className="text-muted text-xs">{note}</p> : null}
      {entry.input === undefined || entry.input === null ? null : (
        <JsonTree value={entry.input} label="Input" />
      )}
      {entry.output === undefined || entry.output === null ? null : (
        <JsonTree value={entry.output} label="Output" pathPrefix={`steps.${line.entry.stepId}.output`} />
      )}
    </div>
  );
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="min-w-0 break-words">{value}</dd>
  </>
);
