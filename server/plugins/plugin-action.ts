import { AppError, httpStatus } from "../domain/errors";
import type { Messaging } from "../domain/messaging";
import type { PluginAction, PluginField } from "../domain/plugin-manifest";
import type { ActionContext, AnyAction } from "../integrations/action";
import { inputText } from "../integrations/messaging/input-text";
import { prepareInput } from "../integrations/prepare-input";
import { readBody } from "../integrations/read-body";
import { findSandboxPlugin } from "../integrations/sandbox-plugins/catalog";
import { callPlugin } from "./call-plugin";
import type { InstalledPlugin } from "./installed-plugins";
import { refusedByPlugin, unansweredByPlugin } from "./plugin-failure";

/** A plugin's declared action as the engine runs it: checked like a built-in one, then sent to the plugin. */
export function toAction(plugin: InstalledPlugin, declared: PluginAction): AnyAction {
  const action = made.get(declared) ?? makeAction(plugin, declared);
  made.set(declared, action);
  return action;
}

/** A declaration belongs to one installation and is read anew every few seconds. */
const made = new WeakMap<PluginAction, AnyAction>();

function makeAction(plugin: InstalledPlugin, declared: PluginAction): AnyAction {
  const inputSchema = jsonSchema(declared.fields);
  return {
    key: declared.id,
    title: declared.title,
    description: declared.description,
    category: declared.category,
    icon: "plug",
    inputSchema,
    fields: Object.keys(declared.fields),
    aliases: {},
    sampleOutput: Object.fromEntries(
      Object.entries(declared.outputSchema).map(([name, type]) => [name, sampleOf(name, type)]),
    ),
    declaredEffect: "idempotent",
    parse: (input) => parse(prepareInput(input, inputSchema, {}), declared.fields),
    effect: () => "idempotent",
    meter: plugin.sandbox ? (findSandboxPlugin(plugin.slug)?.meters[declared.id] ?? null) : null,
    messaging: declared.messaging ? messagingOf(declared.messaging) : null,
    intent: null,
    ...(plugin.sandbox && simulationOf(plugin.slug, declared.id)),
    run: (input, ctx) => send(plugin, declared, input, ctx),
  };
}

/** What a built-in sandbox plugin would send is told in a dry run; of others their sample output is. */
function simulationOf(slug: string, actionId: string): Pick<AnyAction, "simulate"> {
  const answer = findSandboxPlugin(slug)?.simulations[actionId];
  if (!answer) return {};
  return {
    simulate(input, facts) {
      try {
        return answer(input, facts);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const refusal = { status: httpStatus[error.code], headers: {}, body: Buffer.alloc(0) };
        throw refusedByPlugin(slug, actionId, refusal, { error: error.message }, facts.now);
      }
    },
  };
}

/** Without a word about its purpose a plugin's message is like ours: to people that are known, and not too often. */
function messagingOf({ channel, to, purpose }: NonNullable<PluginAction["messaging"]>) {
  return (input: unknown): Messaging => ({
    channel,
    to: to === null ? null : inputText(input, to) || null,
    purpose: purpose ?? "transactional",
    uncapped: purpose === "transactional",
  });
}

async function send(
  plugin: InstalledPlugin,
  declared: PluginAction,
  payload: unknown,
  ctx: ActionContext,
): Promise<unknown> {
  const answer = await callPlugin(plugin, {
    workspaceId: ctx.workspaceId,
    method: declared.method,
    endpoint: declared.endpoint,
    payload,
    idempotencyKey: ctx.idempotencyKey,
    runId: ctx.runId,
    stepId: ctx.stepId,
    mode: ctx.mode,
    // The step's own timeout ends it, through the signal.
    timeoutMs: 900_000,
    signal: ctx.signal,
  }).catch((failure: unknown) => {
    throw unansweredByPlugin(plugin.slug, declared.id, failure);
  });
  const body = readBody(answer);
  if (answer.status < 200 || answer.status >= 300)
    throw refusedByPlugin(plugin.slug, declared.id, answer, body, ctx.now);
  return body ?? {};
}

function jsonSchema(fields: Record<string, PluginField>): Record<string, unknown> {
  const names = Object.keys(fields);
  return {
    type: "object",
    properties: Object.fromEntries(
      names.map((name) => {
        const { type, title, description } = fields[name] ?? {};
        return [
          name,
          {
            ...(type && { type }),
            title: title ?? name.replaceAll("_", " "),
            ...(description && { description }),
            widget: widgetOf(name, type),
          },
        ];
      }),
    ),
    required: names.filter((name) => fields[name]?.required),
  };
}

function widgetOf(name: string, type: PluginField["type"]): string {
  if (type === "boolean") return "checkbox";
  if (type === "number" || type === "integer") return "number";
  if (type === "object" || type === "array") return "json";
  if (/email/.test(name)) return "email";
  if (/phone/.test(name)) return "phone";
  return /message|body|description/.test(name) ? "textarea" : "text";
}

function parse(input: unknown, fields: Record<string, PluginField>): ReturnType<AnyAction["parse"]> {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return { ok: false, problems: [{ field: "", message: "The input must be an object." }] };
  }
  const given = new Map<string, unknown>(Object.entries(input));
  const problems = Object.entries(fields).flatMap(([field, { type, required }]) => {
    const value = given.get(field);
    if (value === undefined)
      return required ? [{ field, message: `“${field}” is required and has no value.` }] : [];
    return type && !isOfType(value, type)
      ? [{ field, message: `“${field}” must be ${ARTICLES[type]}.` }]
      : [];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: input };
}

function isOfType(value: unknown, type: NonNullable<PluginField["type"]>): boolean {
  if (type === "integer") return Number.isSafeInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}

const ARTICLES = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
};

function sampleOf(name: string, type: unknown): unknown {
  switch (type) {
    case "number":
    case "integer":
      return 1;
    case "boolean":
      return true;
    case "array":
      return [];
    case "object":
      return {};
    default:
      return `sample ${name.replaceAll("_", " ")}`;
  }
}
