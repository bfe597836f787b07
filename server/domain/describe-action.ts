import type { ActionStep } from "./step";
import { reference, saidText, shorten, type TextPart, templateParts, words } from "./text-part";

/** What an action step does, in one line: “SMS to contact.phone: “Hi {name}, …””. */
export function describeAction(step: ActionStep): TextPart[] {
  const { config } = step;
  const described = SENTENCES[step.action_id]?.(config) ?? describeConfig(config);
  if (described.length > 0) return described;
  return step.plugin_id && step.plugin_id !== "platform" ? [words(`Runs in ${step.plugin_id}`)] : [];
}

type Config = ActionStep["config"];

const SENTENCES: Record<string, (config: Config) => TextPart[]> = {
  send_sms: (config) => [
    words("SMS to "),
    ...recipient(config, "contact.phone"),
    ...quoted(config, "message", "body", "text"),
  ],
  send_email: (config) => [
    words("Email to "),
    ...recipient(config, "contact.email"),
    ...(quoted(config, "subject", "template").length > 0
      ? quoted(config, "subject", "template")
      : quoted(config, "body", "message")),
  ],
  make_call: (config) => [
    words("Call "),
    ...recipient(config, "contact.phone"),
    ...quoted(config, "greeting", "script", "message"),
  ],
  create_task: (config) => {
    const due = text(config, "due_date", "due_at");
    return [
      words("Task"),
      ...quoted(config, "title"),
      ...(due ? [words(", due "), ...templateParts(due, "value")] : []),
    ];
  },
  http_request: (config) => [
    words(`${text(config, "method") ?? "GET"} `),
    ...templateParts(text(config, "url") ?? "", "value"),
  ],
  log: (config) => shorten(templateParts(text(config, "message") ?? ""), LONGEST),
};

const LONGEST = 80;

function describeConfig(config: Config): TextPart[] {
  const parts = Object.entries(config)
    .filter(([, setting]) => setting !== "" && setting !== null)
    .slice(0, 3)
    .flatMap(([name, setting], index) => [
      words(`${index > 0 ? " · " : ""}${name.replaceAll("_", " ")}: `),
      ...settingParts(setting),
    ]);
  return shorten(parts, LONGEST + 20);
}

function settingParts(setting: unknown): TextPart[] {
  if (Array.isArray(setting)) return [words(`${setting.length} ${setting.length === 1 ? "item" : "items"}`)];
  if (typeof setting === "object" && setting !== null)
    return [words(Object.keys(setting).join(", ") || "none")];
  return templateParts(saidText(String(setting)), "value");
}

function recipient(config: Config, contactField: string): TextPart[] {
  const to = text(config, "to", "phone", "email", "recipient");
  return to ? templateParts(to, "value") : [reference(contactField)];
}

function quoted(config: Config, ...names: string[]): TextPart[] {
  const written = text(config, ...names);
  if (!written) return [];
  return [words(": “"), ...shorten(templateParts(saidText(written)), LONGEST), words("”")];
}

function text(config: Config, ...names: string[]): string | undefined {
  for (const name of names) {
    const found = config[name];
    if (typeof found === "string" && found) return found;
    if (typeof found === "number") return String(found);
  }
  return undefined;
}
