import { cn } from "@/components/ui/cn";
import { sentenceCase } from "@/server/domain/step-title";
import { templateParts } from "@/server/domain/text-part";
import { StepSentence } from "./step-sentence";

/** A step's settings as they are written, references as pills. */
export function ConfigFields({ config, nested }: { config: Record<string, unknown>; nested?: boolean }) {
  return (
    <dl className={cn("flex flex-col gap-3", nested && "mt-1 gap-2 border-line border-l pl-3")}>
      {Object.entries(config).map(([name, setting]) => (
        <div key={name}>
          <dt className="text-muted text-xs">{nested ? name : sentenceCase(name)}</dt>
          <dd className="break-words">
            <Setting value={setting} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Setting({ value }: { value: unknown }) {
  if (value === null || value === "") return <span className="text-faint">empty</span>;
  if (typeof value === "string")
    return <StepSentence parts={templateParts(value)} className="whitespace-pre-wrap" />;
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value))
    return value.length === 0 ? (
      <span className="text-faint">empty list</span>
    ) : (
      <ol className="flex flex-col gap-1">
        {value.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items of a written list have no other name and do not move
          <li key={index} className="flex gap-2">
            <span className="text-faint">{index + 1}</span>
            <div className="min-w-0">
              <Setting value={item} />
            </div>
          </li>
        ))}
      </ol>
    );
  return <ConfigFields config={Object.fromEntries(Object.entries(value))} nested />;
}
