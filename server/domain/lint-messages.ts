import { splitPath } from "./data-scope";
import { eventKind } from "./event-catalogue";
import { canonicalEventType } from "./event-type";
import type { FlowDefinition } from "./flow";
import type { FlowEdit } from "./flow-edit";
import type { FlowProblem, WayOut } from "./problem";
import { quotedStep } from "./quoted-step";
import { flowReferences } from "./references";
import type { ActionStep } from "./step";
import { templateReferences } from "./template-references";
import { isTemplate, plainReference } from "./template-source";
import { UNSUBSCRIBE_FIELD } from "./unsubscribe-field";

/** What makes messages unwelcome: no way out of a sequence, no way to say stop, and gaps where a name should be. */
export function lintMessages(definition: FlowDefinition): FlowProblem[] {
  const messages = [...definition.steps, ...definition.error_handlers].filter(
    (step): step is ActionStep => step.type === "action" && MESSAGES.has(step.action_id),
  );
  // Who asked about a field before knows that it is there.
  const asked = new Set(
    flowReferences(definition).flatMap(({ kind, value, text }) =>
      kind === "field" && / (?:exists|not_exists|equals|in)(?: |$)/.test(text) && !isTemplate(text)
        ? [value]
        : [],
    ),
  );
  return [
    ...withoutExit(definition, messages),
    ...withoutOptOut(messages),
    ...messages.flatMap((step) => emptyWords(definition, step, asked)),
  ];
}

const MESSAGES = new Set(["send_sms", "send_email", "make_call", "send_survey", "send_welcome_email"]);

function withoutExit(definition: FlowDefinition, messages: readonly ActionStep[]): FlowProblem[] {
  const { settings, steps } = definition;
  const outside = messages.filter(({ config }) => config.purpose !== "transactional");
  const waits = steps.some(({ type }) => type === "delay");
  if (outside.length < 2 || !waits || settings.exit_conditions.length > 0 || settings.stop_on_reply)
    return [];
  // Whoever waits for an answer between the messages has a way out of the sequence.
  if (steps.some(({ type }) => type === "wait_for_event")) return [];
  return [
    {
      ...{ stepId: null, field: "settings.exit_conditions" },
      message:
        "This flow writes to people again after a while, and nothing ends it when they answer or buy. Give it an exit.",
      fix: {
        label: "End it when they write back",
        edits: [{ kind: "set_settings", settings: { stop_on_reply: true } }],
      },
    },
  ];
}

/** The first SMS of a flow says how to stop, and so does an email that is a whole document of its own. */
function withoutOptOut(messages: readonly ActionStep[]): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const promotional = messages.filter(({ config }) => config.purpose === "marketing");
  const first = promotional.find(({ action_id }) => action_id === "send_sms");
  const text = first && textOf(first.config, ["message", "body", "text"]);
  if (first && text && !first.config.template && !OPT_OUT.test(text.text))
    problems.push({
      ...{ stepId: first.id, field: text.field },
      message: `${quotedStep(first)} is marketing and does not say how to stop it. Add “Reply STOP to opt out”.`,
      fix: {
        label: "Add “Reply STOP to opt out”",
        edits: [withText(first, text.field, `${text.text.trimEnd()} Reply STOP to opt out.`)],
      },
    });
  for (const step of promotional) {
    const html = step.action_id === "send_email" ? textOf(step.config, ["html"]) : null;
    if (html && /<html[\s>]/i.test(html.text) && !html.text.includes(UNSUBSCRIBE_FIELD))
      problems.push({
        ...{ stepId: step.id, field: html.field },
        message: `${quotedStep(step)} is marketing with a layout of its own, and has no link to unsubscribe. Put {{${UNSUBSCRIBE_FIELD}}} into it.`,
        fix: {
          label: "Add a link to unsubscribe",
          edits: [withText(step, html.field, withUnsubscribeLink(html.text))],
        },
      });
  }
  return problems;
}

const OPT_OUT = /\b(?:stop|opt[ -]?out|unsubscribe|abmelden|desabonner|baja)\b|unsubscribe_url/i;

const withText = (step: ActionStep, field: string, text: string): FlowEdit => ({
  ...{ kind: "update_step", stepId: step.id },
  changes: { config: { ...step.config, [field.slice("config.".length)]: text } },
});

/** At its foot. */
function withUnsubscribeLink(html: string): string {
  const link = `<p><a href="{{${UNSUBSCRIBE_FIELD}}}">Unsubscribe</a></p>`;
  const end = html.search(/<\/body\s*>/i);
  return end < 0 ? `${html}${link}` : `${html.slice(0, end)}${link}${html.slice(end)}`;
}

/** Somebody's name has an answer for when it is not there: “Hi there”. Of other fields only the writer knows. */
function withFallback(step: ActionStep, field: string, text: string, path: string): WayOut {
  if (!/(?:^|[._])(?:first_?)?name$/i.test(path)) return {};
  const plain = new RegExp(String.raw`\{\{-?\s*${path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\s*-?\}\}`, "g");
  const filled = text.replace(plain, () => `{{ ${path} | default: "there" }}`);
  return filled === text
    ? {}
    : { fix: { label: "Put “there” instead", edits: [withText(step, field, filled)] } };
}

/** References inside a text, of which it is not sure that there is something to put in. */
function emptyWords(definition: FlowDefinition, step: ActionStep, asked: ReadonlySet<string>): FlowProblem[] {
  return TEXTS.flatMap((key) => {
    const text = step.config[key];
    if (typeof text !== "string" || plainReference(text) !== null) return [];
    const unsure = templateReferences(text).filter(
      ({ path, optional }) =>
        !optional && !asked.has(path.replace(/^trigger\./, "")) && mayBeEmpty(definition, path),
    );
    const [one] = unsure;
    if (!one) return [];
    const others = unsure.length > 1 ? ` (and ${unsure.length - 1} more)` : "";
    return [
      {
        ...{ stepId: step.id, field: `config.${key}` },
        message: `“${one.path}”${others} may be empty, and leaves a gap in the text. Say what stands there instead: {{ ${one.path} | default: "there" }}.`,
        ...withFallback(step, `config.${key}`, text, one.path),
      },
    ];
  });
}

const TEXTS = ["message", "body", "text", "subject", "html", "script"];

/** A contact may lack anything; an event what its schema does not demand. Of what is not known, nothing is said. */
function mayBeEmpty({ trigger }: FlowDefinition, path: string): boolean {
  const parts = splitPath(path);
  const [first = ""] = parts;
  if (first === "contact") return parts[1] !== "id" && parts[1] !== "kind" && parts[1] !== "status";
  const name = first === "trigger" ? parts[1] : first;
  if (trigger.type !== "event" || name === undefined) return false;
  return trigger.event_types.some((type) => {
    const shape = eventKind(canonicalEventType(type))?.payload.shape;
    return shape && Object.hasOwn(shape, name) ? shape[name]?.safeParse(undefined).success === true : false;
  });
}

function textOf(config: ActionStep["config"], keys: string[]): { field: string; text: string } | null {
  const key = keys.find((one) => typeof config[one] === "string");
  const text = key === undefined ? undefined : config[key];
  return key !== undefined && typeof text === "string" ? { field: `config.${key}`, text } : null;
}
