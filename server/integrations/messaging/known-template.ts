import type { MessageTemplate } from "./message-template";
import { findSystemTemplate } from "./system-templates";

/** A message template of a workspace; `name` is what steps call it, `title` what people do. */
export type KnownTemplate = MessageTemplate & { id: string; title: string };

/** As steps find one in a real run: by what they call it, its id or its title; then the system's. */
export function knownTemplate(
  templates: readonly KnownTemplate[],
  channel: "email" | "sms",
  name: string,
): MessageTemplate | null {
  const wanted = name.trim();
  const own = templates.filter((one) => one.channel === channel);
  const found =
    own.find((one) => one.name === wanted) ??
    own.find((one) => one.id === wanted || one.title.toLowerCase() === wanted.toLowerCase());
  const system = findSystemTemplate(name);
  return found ?? (system?.channel === channel ? system : null);
}
