/** Message templates that every workspace has. Read-only: a workspace changes its own copy. */
export type MessageTemplate = { name: string; title: string; subject: string; body: string };

const GREETING = "Hi{% if name != blank %} {{ name }}{% endif %},";
const SIGNATURE = "{% if workspace != blank %}The team at {{ workspace }}{% else %}Your team{% endif %}";

const systemTemplates: MessageTemplate[] = [
  {
    name: "welcome_email",
    title: "Welcome email",
    subject:
      "Welcome{% if workspace != blank %} to {{ workspace }}{% endif %}{% if name != blank %}, {{ name }}{% endif %}!",
    body: [
      GREETING,
      "thank you for joining us. It is good to have you here.",
      "If there is anything you need, just answer this email. A person reads it.",
      `Best wishes\n${SIGNATURE}`,
    ].join("\n\n"),
  },
  {
    name: "welcome_template",
    title: "Welcome",
    subject:
      "{% if name != blank %}{{ name }}, welcome{% else %}Welcome{% endif %}{% if workspace != blank %} to {{ workspace }}{% endif %}!",
    body: [
      GREETING,
      "your account is ready. Here is a good way to start: look around, try something small, and ask us when you get stuck.",
      "You can reach us by answering this email.",
      `See you soon\n${SIGNATURE}`,
    ].join("\n\n"),
  },
];

export const findSystemTemplate = (name: string): MessageTemplate | null =>
  systemTemplates.find((template) => template.name === name.trim()) ?? null;

export const systemTemplateNames = (): string[] => systemTemplates.map(({ name }) => name);
