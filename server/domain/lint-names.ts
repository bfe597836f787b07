import type { Catalogue } from "./catalogue";
import { didYouMean } from "./closest-names";
import type { FlowDefinition } from "./flow";
import type { FlowProblem } from "./problem";
import { fixName, renamedInConfig } from "./problem-fix";
import { type FlowReference, flowReferences } from "./references";

/** People, tags and pools that are not there any more. Connections, templates and flows are `validate`'s affair. */
export function lintNames(definition: FlowDefinition, catalogue: Catalogue | null): FlowProblem[] {
  if (!catalogue) return [];
  const { members, tags, pools } = catalogue;
  const references = flowReferences(definition);
  const given = new Set(
    references.filter((one) => one.kind === "tag" && adds(definition, one)).map(({ value }) => fold(value)),
  );
  return references.flatMap((reference) => {
    const { kind, value, stepId, field } = reference;
    const missing = (message: string, names: readonly string[]): FlowProblem[] => {
      const step = stepId === null ? undefined : stepOf(definition, stepId);
      const fixed = fixName(value, names, (name) =>
        step ? renamedInConfig(step, field, value, name) : null,
      );
      return [{ stepId, field, message, ...fixed }];
    };
    if (kind === "owner" && members && !members.some((member) => isCalled(member, value))) {
      const emails = members.map(({ email }) => email);
      return missing(
        `“${value}” is no member of this workspace (any more).${didYouMean(value, emails)} Choose somebody else.`,
        emails,
      );
    }
    if (
      kind === "pool" &&
      pools &&
      !pools.some(({ id, name }) => id === value || fold(name) === fold(value))
    ) {
      const names = pools.map(({ name }) => name);
      return missing(`There is no owner pool “${value}” (any more).${didYouMean(value, names)}`, names);
    }
    if (
      kind === "tag" &&
      tags &&
      !adds(definition, reference) &&
      !isAskedNot(reference) &&
      !given.has(fold(value)) &&
      !tags.some((tag) => fold(tag) === fold(value))
    )
      return missing(
        `Nobody has the tag “${value}”, and this flow gives it to nobody.${didYouMean(value, tags)}`,
        tags,
      );
    return [];
  });
}

/** Whoever asks that a tag is not there is content with one that nobody has. */
const isAskedNot = ({ text }: FlowReference): boolean =>
  /\snot_(?:contains|equals|in|exists)(?:\s|$)/.test(text);

/** A tag that a step puts on somebody need not exist before. */
function adds(definition: FlowDefinition, { stepId, field }: FlowReference): boolean {
  const step = stepId === null ? undefined : stepOf(definition, stepId);
  return step?.type === "action" && field.startsWith("config.") && !READS_TAGS.has(step.action_id);
}

const stepOf = ({ steps, error_handlers }: FlowDefinition, stepId: string) =>
  steps.find(({ id }) => id === stepId) ?? error_handlers.find(({ id }) => id === stepId);

const READS_TAGS = new Set(["remove_tag", "find_contacts"]);

const isCalled = (member: { id: string; name: string; email: string }, value: string): boolean =>
  member.id === value || fold(member.email) === fold(value) || fold(member.name) === fold(value);

const fold = (text: string): string => text.trim().toLowerCase();
