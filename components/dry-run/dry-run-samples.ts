import type { inferRouterOutputs } from "@trpc/server";
import { subjectName } from "@/components/runs/subject-name";
import { formatRelative } from "@/components/ui/format-time";
import type { AppRouter } from "@/server/api/root";
import type { TemplateSample } from "@/server/domain/flow-template";
import type { DryRunSettings } from "./dry-run-settings";

/** An event that is tried. */
export type TriedEvent = {
  /** null: it was written by hand. */
  id: string | null;
  label: string;
  type: string;
  payload: Record<string, unknown>;
  /** It really came, and is known by its id. */
  real: boolean;
  /** When it comes, where that matters; null: now. */
  at: Date | null;
};

export type SampleChoice = TriedEvent & { id: string };

type Came = inferRouterOutputs<AppRouter>["flows"]["samples"][number];

/** Events that came in, by what, whose and when; then how the catalogue says that they look. */
export const flowChoices = (samples: readonly Came[], now: number): SampleChoice[] =>
  samples.map(({ id, type, at, subject, payload, source }) => ({
    ...{ id, type, payload, real: source === "event", at: null },
    label:
      source === "catalogue"
        ? `${type}, an example`
        : [type, subjectName(subject), at && formatRelative(at, now)].filter(Boolean).join(", "),
  }));

export const templateChoices = (samples: readonly TemplateSample[]): SampleChoice[] =>
  samples.map(({ name, type, payload, at }, index) => ({
    ...{ id: `sample:${index}`, label: name, type, payload, real: false },
    at: at === undefined ? null : new Date(at),
  }));

/** What is tried: what was written, or the chosen sample, or the first. */
export function chosenEvent(
  choices: readonly SampleChoice[],
  { sampleId, own }: Pick<DryRunSettings, "sampleId" | "own">,
): TriedEvent | null {
  if (own) return { id: null, label: `${own.type}, your own JSON`, ...own, real: false, at: null };
  return choices.find(({ id }) => id === sampleId) ?? choices[0] ?? null;
}
