import type { inferProcedureOutput } from "@trpc/server";
import type { LucideIcon } from "lucide-react";
import type { AppRouter } from "@/server/api/root";
import type { FlowDefinition, FlowTrigger } from "@/server/domain/flow";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { newStep, type StepKind } from "@/server/domain/new-step";
import { sentenceCase, stepTitle } from "@/server/domain/step-title";
import { type StepFamily, stepFamily } from "./step-family";
import { stepIcon } from "./step-icon";

/** Something that can be put into a flow. */
export type ChooserItem = {
  /** Unique, and the same tomorrow. */
  key: string;
  title: string;
  description: string;
  group: string;
  icon: LucideIcon;
  family: StepFamily;
  keywords: string[];
  make: { step: StepKind } | { trigger: FlowTrigger };
};

export type Catalogue = inferProcedureOutput<AppRouter["flows"]["catalogue"]>;

const NOTHING: FlowDefinition = flowDefinitionSchema.parse({ trigger: { type: "manual" }, steps: [] });

/** Every step of this workspace, in the order in which people look for them. */
export function chooserItems({ actions }: Pick<Catalogue, "actions">): ChooserItem[] {
  const action = (key: string, title: string): ChooserItem[] => {
    const found = actions.find((one) => one.key === key && one.offeredBy.source === "platform");
    return found ? [{ ...actionItem(found), title, group: FIRST }] : [];
  };
  const first = [
    ...action("send_sms", "SMS"),
    ...action("send_email", "Email"),
    ...action("create_task", "Task"),
    logicItem("delay", "Delay", "Waits for a time, or until an hour of the day", FIRST, ["wait", "pause"]),
    logicItem("condition", "Condition", "Goes one of two ways: yes or no", FIRST, ["if", "check", "filter"]),
  ];
  const known = new Set(first.map(({ key }) => key));
  const others = actions.map(actionItem).filter(({ key }) => !known.has(key));
  const ours = others.filter(({ key }) => !key.startsWith("plugin:"));
  return [
    ...first,
    ...byGroup(ours),
    ...LOGIC,
    ...byGroup(others.filter(({ key }) => key.startsWith("plugin:"))),
  ];
}

/** Steps that run another flow, for what was typed: there may be thousands of flows. */
export function subFlowItems(
  { flows }: Pick<Catalogue, "flows">,
  query: string,
  self: string,
): ChooserItem[] {
  const words = query.trim().toLowerCase();
  if (words.length < 2) return [];
  return flows
    .filter(({ id, name }) => id !== self && `run flow ${name}`.toLowerCase().includes(words))
    .slice(0, MOST_FLOWS)
    .map(({ id, externalId, name }) => ({
      ...item({ flow: externalId ?? id }, `flow:${id}`, "Other flows", ["run", "flow", "sub-flow"]),
      title: `Run “${name}”`,
      description: "Runs this flow, and waits for its end",
    }));
}

const MOST_FLOWS = 8;
const FIRST = "Used most";
/** In the order in which they are shown; apps that are not named here follow. */
const APPS: Record<string, string> = {
  messaging: "Messages",
  crm: "Contacts and tasks",
  commerce: "Commerce",
  growth: "Offers and feedback",
  core: "Web and flows",
};

type Action = Catalogue["actions"][number];

function actionItem({
  key,
  title,
  description,
  category,
  integration,
  offeredBy,
  alsoKnownAs,
}: Action): ChooserItem {
  const plugin = offeredBy.source === "plugin" ? offeredBy : null;
  return {
    ...item(
      { action: key, ...(plugin && { plugin: plugin.pluginSlug }) },
      plugin ? `plugin:${plugin.pluginSlug}:${key}` : `action:${key}`,
      plugin
        ? `${plugin.pluginName}${plugin.sandbox ? " (sandbox)" : ""}`
        : (APPS[integration] ?? sentenceCase(integration)),
      [category, key.replaceAll("_", " "), ...alsoKnownAs],
    ),
    title,
    description,
  };
}

const logicItem = (
  type: Extract<StepKind, string>,
  title: string,
  description: string,
  group: string,
  keywords: string[],
): ChooserItem => ({ ...item(type, `logic:${type}`, group, keywords), title, description });

const LOGIC_GROUP = "Logic";
const LOGIC: ChooserItem[] = [
  logicItem("branch", "Choose a branch", "The first of several cases that holds", LOGIC_GROUP, [
    "switch",
    "case",
  ]),
  logicItem("wait_for_event", "Wait for an event", "Goes on when it happens, or not in time", LOGIC_GROUP, [
    "reply",
    "until",
  ]),
  logicItem("parallel", "Do at once", "Several branches at the same time", LOGIC_GROUP, [
    "parallel",
    "split",
  ]),
  logicItem("join", "Join", "Waits for branches to come together", LOGIC_GROUP, ["merge"]),
  logicItem("for_each", "Repeat for each", "Does the same for every item of a list", LOGIC_GROUP, [
    "loop",
    "iterate",
  ]),
  logicItem("set_variables", "Set variables", "Keeps values for later steps", LOGIC_GROUP, ["assign"]),
  logicItem("end", "End", "Ends the run here", LOGIC_GROUP, ["stop", "finish"]),
];

/** An item's look is that of the step it makes. */
function item(make: StepKind, key: string, group: string, keywords: string[]): ChooserItem {
  const step = newStep(make, NOTHING);
  return {
    ...{ key, group, keywords, title: stepTitle(step), description: "" },
    icon: stepIcon(step),
    family: stepFamily(step),
    make: { step: make },
  };
}

function byGroup(items: readonly ChooserItem[]): ChooserItem[] {
  const groups = new Map<string, ChooserItem[]>(Object.values(APPS).map((title) => [title, []]));
  for (const one of items) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return [...groups.values()].flat();
}
