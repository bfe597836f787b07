/** `send_welcome_email` → "send a welcome email", `crm.create_contact` → "create a contact". */
export function actionInWords(actionId: string): string {
  const known = KNOWN[actionId];
  if (known) return known;
  const [verb = "", ...rest] = (actionId.split(".").at(-1) ?? actionId)
    .split(/[_\s-]+/)
    .filter(Boolean)
    .map((word) => ACRONYMS[word.toLowerCase()] ?? word.toLowerCase());
  const noun = rest.join(" ");
  if (!VERBS.has(verb) || noun === "" || /s$/.test(noun)) return `${verb} ${noun}`.trim();
  return `${verb} ${article(noun)} ${noun}`;
}

const KNOWN: Record<string, string> = {
  http_request: "call a web address",
  log: "write a log line",
  start_flow: "start another flow",
};

const ACRONYMS: Record<string, string> = { sms: "SMS", crm: "CRM", ai: "AI", api: "API", url: "URL" };

const VERBS = new Set([
  "send",
  "create",
  "add",
  "make",
  "update",
  "delete",
  "assign",
  "post",
  "find",
  "log",
  "append",
  "book",
  "start",
  "write",
]);

/** "an SMS" is said "ess", "a URL" "you". */
const article = (noun: string): string =>
  /^(SMS|API|AI)\b/.test(noun) || /^[aeiou]/.test(noun) ? "an" : "a";
