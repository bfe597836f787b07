import type { MessageTemplate } from "./message-template";

/** A message template that every workspace has. Read-only: a workspace changes its own copy. */
export type SystemTemplate = MessageTemplate & { title: string };

const GREETING = "Hi{% if name != blank %} {{ name }}{% endif %},";
const SIGNATURE = "{% if workspace != blank %}The team at {{ workspace }}{% else %}Your team{% endif %}";

export const systemTemplates: SystemTemplate[] = [
  {
    name: "welcome_email",
    channel: "email",
    title: "Welcome email",
    subject:
      "Welcome{% if workspace != blank %} to {{ workspace }}{% endif %}{% if name != blank %}, {{ name }}{% endif %}!",
    html: null,
    text: [
      GREETING,
      "thank you for joining us. It is good to have you here.",
      "If there is anything you need, just answer this email. A person reads it.",
      `Best wishes\n${SIGNATURE}`,
    ].join("\n\n"),
  },
  {
    name: "welcome_template",
    channel: "email",
    title: "Welcome",
    subject:
      "{% if name != blank %}{{ name }}, welcome{% else %}Welcome{% endif %}{% if workspace != blank %} to {{ workspace }}{% endif %}!",
    html: null,
    text: [
      GREETING,
      "your account is ready. Here is a good way to start: look around, try something small, and ask us when you get stuck.",
      "You can reach us by answering this email.",
      `See you soon\n${SIGNATURE}`,
    ].join("\n\n"),
  },
];

export const findSystemTemplate = (name: string): SystemTemplate | null =>
  systemTemplates.find((template) => template.name === name.trim()) ?? null;

export const systemTemplateNames = (): string[] => systemTemplates.map(({ name }) => name);
