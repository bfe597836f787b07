import type { Catalogue } from "./catalogue";
import { didYouMean } from "./closest-names";
import type { FlowDefinition } from "./flow";
import type { FlowProblem } from "./problem";
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
    const missing = (message: string): FlowProblem[] => [{ stepId, field, message }];
    if (kind === "owner" && members && !members.some((member) => isCalled(member, value))) {
      const emails = members.map(({ email }) => email);
      return missing(
        `“${value}” is no member of this workspace (any more).${didYouMean(value, emails)} Choose somebody else.`,
      );
    }
    if (
      kind === "pool" &&
      pools &&
      !pools.some(({ id, name }) => id === value || fold(name) === fold(value))
    ) {
      const names = pools.map(({ name }) => name);
      return missing(`There is no owner pool “${value}” (any more).${didYouMean(value, names)}`);
    }
    if (
      kind === "tag" &&
      tags &&
      !adds(definition, reference) &&
      !given.has(fold(value)) &&
      !tags.some((tag) => fold(tag) === fold(value))
    )
      return missing(
        `Nobody has the tag “${value}”, and this flow gives it to nobody.${didYouMean(value, tags)}`,
      );
    return [];
  });
}

/** A tag that a step puts on somebody need not exist before. */
function adds(definition: FlowDefinition, { stepId, field }: FlowReference): boolean {
  const step = [...definition.steps, ...definition.error_handlers].find(({ id }) => id === stepId);
  return step?.type === "action" && field.startsWith("config.") && !READS_TAGS.has(step.action_id);
}

const READS_TAGS = new Set(["remove_tag", "find_contacts"]);

const isCalled = (member: { id: string; name: string; email: string }, value: string): boolean =>
  member.id === value || fold(member.email) === fold(value) || fold(member.name) === fold(value);

const fold = (text: string): string => text.trim().toLowerCase();
