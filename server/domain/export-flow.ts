import { type FlowDefinition, flowDefinitionSchema } from "./flow";
import { sameValue } from "./same-value";

type Exported = { externalId: string | null; name: string; description: string; definition: FlowDefinition };

export type FlowExport = {
  document: {
    id?: string;
    name: string;
    description: string;
    definition: FlowDefinition;
  };
  /** What was left out, to be filled in where it is imported. */
  secrets: { stepId: string | null; field: string }[];
};

/**
 * A flow as a document that `importFlow` reads back as it was. Credentials of connections are not part of a definition;
 * those that somebody wrote into a step (a header, a password field) are left out here. References stay: their values
 * are not in the document.
 */
export function exportFlow({ externalId, name, description, definition }: Exported): FlowExport {
  const secrets: FlowExport["secrets"] = [];
  const clean = (stepId: string | null, value: unknown, path: string, name: string): unknown => {
    if (typeof value === "string") {
      const safe = withoutSecrets(value, name);
      if (safe !== value) secrets.push({ stepId, field: path });
      return safe;
    }
    if (Array.isArray(value)) return value.map((item, at) => clean(stepId, item, `${path}.${at}`, name));
    if (typeof value !== "object" || value === null) return value;
    const named = namedValue(value);
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        clean(stepId, inner, path ? `${path}.${key}` : key, named && key === "value" ? named : key),
      ]),
    );
  };
  const steps = (list: FlowDefinition["steps"]) => list.map((step) => clean(step.id, step, "", ""));
  const safe = {
    ...definition,
    steps: steps(definition.steps),
    error_handlers: steps(definition.error_handlers),
    variables: clean(null, definition.variables, "variables", ""),
  };
  return {
    document: {
      ...(externalId && { id: externalId }),
      ...{ name, description },
      definition: sameValue(safe, definition) ? definition : flowDefinitionSchema.parse(safe),
    },
    secrets,
  };
}

/** A word of the name alone decides, so that "token_count" and "monkey" are none. */
const SECRET_NAME =
  /(^|[_\-. ])(authorization|password|passwd|secret|token|api[_-]?key|apikey|private[_-]?key|cookie|credentials?)$/i;
/** What looks like a credential wherever it stands: user and password in an address, a bearer token, well-known keys. */
const SECRET_TEXT =
  /(?<=:\/\/[^\s/:@{}]+:)[^\s/@{}]+(?=@)|(?<=\b(?:Bearer|Basic)\s+)[\w.~+/-]{16,}=*|\b(?:sk|rk|whsec|whk|xox[abpr])[_-][\w-]{10,}/g;

function withoutSecrets(text: string, name: string): string {
  if (SECRET_NAME.test(camelToSnake(name)) && text.trim() !== "" && !text.includes("{{")) return "";
  return text.replace(SECRET_TEXT, "");
}

const camelToSnake = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, "$1_$2");

/** { name: "Authorization", value: "…" }: the name says what the value is. */
function namedValue(value: object): string | null {
  const name = "name" in value ? value.name : "key" in value ? value.key : null;
  return typeof name === "string" && "value" in value ? name : null;
}
