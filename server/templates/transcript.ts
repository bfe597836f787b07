import { DateTime } from "luxon";
import { findStep } from "../domain/find-step";
import type { FlowDefinition } from "../domain/flow";
import { flowWords } from "../domain/flow-words";
import { lineText } from "../domain/line-text";
import type { SimulationWorld, TraceEntry } from "../domain/simulate/simulation";
import { stepTitle } from "../domain/step-title";
import { formatTokens } from "../domain/usage";
import type { GalleryTemplate } from "./template";
import { SAMPLE_ZONE, trySample } from "./try-sample";

/** A template and what it does with each of its samples, to be read by people: docs/templates/<slug>.md. */
export function templateTranscript(template: GalleryTemplate, action: SimulationWorld["action"]): string {
  const { name, description, category, needs, questions, samples, outcome, definition } = template;
  const line = (title: string, items: readonly string[]) =>
    items.length > 0 ? [`${title}: ${items.join(" · ")}`] : [];
  return [
    `# ${name}`,
    description,
    [
      `Category: ${category}`,
      ...line("Connections", needs.connections),
      ...line("Needs", needs.fields),
      ...line(
        "Asks",
        questions.map(({ label }) => label),
      ),
    ].join("\n\n"),
    `## In words`,
    flowWords(definition)
      .map((line) => `${"  ".repeat(line.depth)}- ${lineText(line).replace(/\s+/g, " ")}`)
      .join("\n"),
    ...samples.flatMap((sample, index) => {
      const { trace, happened, end, milliTokens } = trySample(template, sample, { action });
      const zone = sample.contact?.timezone ?? SAMPLE_ZONE;
      const told = trace.filter((entry) => isTold(definition, entry));
      const lines = [
        ...happened.map(({ at, words }) => ({ at, text: [`_What if: ${words}_`] })),
        ...told.map((entry) => ({ at: entry.at, text: entryLines(definition, entry, zone) })),
      ].sort((one, other) => one.at.getTime() - other.at.getTime());
      return [
        `## ${sample.name}`,
        ...(index === 0 ? [`Expected: ${outcome}`] : []),
        lines
          .map(({ at, text: [first, ...rest] }) =>
            [`- **${clock(at, zone)}** ${first}`, ...rest.map((line) => `  ${line}`)].join("\n"),
          )
          .join("\n"),
        `Ends ${clock(end.at, zone)}: ${end.outcome.replace("_", " ")}${end.reason ? ` (${end.reason})` : ""}. ${formatTokens(milliTokens)} tokens.`,
      ];
    }),
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

/** What is passed over, and the end of a wait, is told by what follows. */
function isTold(definition: FlowDefinition, { stepId, status }: TraceEntry): boolean {
  if (status === "skipped" || status === "running") return false;
  const type = findStep(definition, stepId)?.type;
  if (type === "delay") return status !== "succeeded";
  return type !== "for_each";
}

function entryLines(definition: FlowDefinition, entry: TraceEntry, zone: string): string[] {
  const { stepId, path, status, outlet, wakeAt, message, gate, error, output } = entry;
  const step = findStep(definition, stepId);
  const title = `${step ? stepTitle(step) : stepId}${path === "" ? "" : ` [${path}]`}`;
  if (status === "waiting" && (gate?.verdict === "hold" || !message))
    return [`${title}: ${gate ? gate.detail : `waits${wakeAt ? ` until ${clock(wakeAt, zone)}` : ""}`}`];
  if (status === "cancelled") return [`${title}: not any more`];
  if (error) return [`${title}: fails, ${error.message}`];
  if (gate?.verdict === "skip") return [`${title}: ${gate.detail}`];
  if (message) {
    const { channel, to, subject, body } = message;
    const head = `${title}: ${channel} to ${to}${subject ? `, “${subject}”` : ""}`;
    return [head, ...body.split("\n").map((line) => (line === "" ? ">" : `> ${line}`))];
  }
  if (step?.type === "action") return [`${title}: ${gist(output, zone)}`];
  if (outlet === null || outlet === "success" || step?.type === "end") return [title];
  return [`${title}: ${outlet.replace(/^case:/, "")}`];
}

/** What of an output says something: name → how it is said. */
const TOLD: Record<string, (value: unknown, zone: string) => string> = {
  title: (value) => `“${value}”`,
  code: (value) => String(value),
  score: (value) => `score ${value}`,
  owner_name: (value) => String(value),
  due_at: (value, zone) => `due ${clock(new Date(String(value)), zone)}`,
  found: (value) => (value === true ? "found" : "nothing found"),
  added: (value) => `added ${list(value)}`,
  removed: (value) => `removed ${list(value)}`,
  count: (value) => `${value} found`,
};

function gist(output: unknown, zone: string): string {
  if (typeof output !== "object" || output === null) return "done";
  const known = new Map(Object.entries(output));
  // A contact's score and number are not what a step about its tags did.
  if (known.has("added") || known.has("removed")) known.delete("score");
  if (known.has("found")) known.delete("count");
  const told = Object.entries(TOLD).flatMap(([name, say]) =>
    known.get(name) === undefined || known.get(name) === null ? [] : [say(known.get(name), zone)],
  );
  return told.join(", ") || "done";
}

const list = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : String(value));

const clock = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).setLocale("en-US").toFormat("ccc d LLL yyyy, HH:mm");
