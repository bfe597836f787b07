import { Filter, Globe, Hourglass, type LucideIcon, Mail, Zap } from "lucide-react";
import type { StepFamily } from "@/components/flow-builder/step-family";
import { PRICES } from "@/server/domain/plans";
import { reference, type TextPart, value, words } from "@/server/domain/text-part";

export type DemoStep = {
  id: string | null;
  title: string;
  icon: LucideIcon;
  family: StepFamily;
  parts: TextPart[];
  milliTokens: number;
};

/** The flow of the landing page's demonstration; id null is its trigger. */
export const demoFlow: DemoStep[] = [
  {
    id: null,
    title: "Payment received",
    icon: Zap,
    family: "trigger",
    parts: [words("From your shop, by webhook")],
    milliTokens: PRICES.workflow_execution.milliTokens,
  },
  {
    id: "large",
    title: "Is it a large one?",
    icon: Filter,
    family: "logic",
    parts: [reference("trigger.amount"), words(" is more than "), value("100")],
    milliTokens: 0,
  },
  {
    id: "pause",
    title: "Give it a moment",
    icon: Hourglass,
    family: "wait",
    parts: [value("2 seconds")],
    milliTokens: 0,
  },
  {
    id: "crm",
    title: "Update the CRM",
    icon: Globe,
    family: "action",
    parts: [words("POST "), reference("trigger.name"), words(" to "), value("crm.example")],
    milliTokens: 0,
  },
  {
    id: "thanks",
    title: "Say thank you",
    icon: Mail,
    family: "message",
    parts: [
      words("Email to "),
      reference("trigger.email"),
      words(": “Thank you, "),
      reference("trigger.name"),
      words("”"),
    ],
    milliTokens: PRICES.email_sent.milliTokens,
  },
];

export const demoEvents = {
  large: {
    type: "payment.received",
    payload: { amount: 250, name: "Ada", email: "ada@example.com" },
  },
  small: {
    type: "payment.received",
    payload: { amount: 40, name: "Ben", email: "ben@example.com" },
  },
} as const;

export type DemoEvent = keyof typeof demoEvents;
