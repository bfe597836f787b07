import type { AnyAction, Effect, MeterKind } from "./action";
import { commerce } from "./commerce/integration";
import type { Connectable } from "./connection";
import { core } from "./core/integration";
import { crm } from "./crm/integration";
import { googleCalendar } from "./google-calendar/integration";
import { growth } from "./growth/integration";
import type { Integration } from "./integration";
import { messaging } from "./messaging/integration";
import { slack } from "./slack/integration";

/** Every app, one line each. */
const integrations: Integration[] = [core, crm, messaging, commerce, growth, slack, googleCalendar];

/** What the browser, the REST API and the validation know of an action. Plugin actions are described the same way. */
export type ActionManifest = {
  key: string;
  alsoKnownAs: string[];
  integration: string;
  title: string;
  description: string;
  category: string;
  icon: string;
  /** JSON Schema; fields carry title, description, placeholder and widget. */
  inputSchema: Record<string, unknown>;
  required: string[];
  aliases: Record<string, string>;
  sampleOutput: unknown;
  meterKind: MeterKind | null;
  effect: Effect | "by_input";
  /** What a step of it can be connected to; null: nothing. */
  connects: Connectable | null;
  /** It reaches people: the gate decides before it runs. */
  messaging: boolean;
};

const actions = integrations.flatMap((integration) => integration.actions);
const byKey = new Map(actions.map((action) => [action.key, action]));
const byOtherKey = new Map(
  actions.flatMap((action) => (action.alsoKnownAs ?? []).map((key) => [key, action] as const)),
);

/** The platform's action of this key, or of this other name, if there is one. */
export function findAction(actionId: string): AnyAction | null {
  return byKey.get(actionId) ?? byOtherKey.get(actionId) ?? null;
}

export const allActions = (): AnyAction[] => [...byKey.values()];

export function manifest(): ActionManifest[] {
  return integrations.flatMap((integration) =>
    integration.actions.map((action) => toManifest(action, integration.key)),
  );
}

export function toManifest(action: AnyAction, integration: string): ActionManifest {
  const { required } = action.inputSchema;
  return {
    key: action.key,
    alsoKnownAs: action.alsoKnownAs ?? [],
    integration,
    title: action.title,
    description: action.description,
    category: action.category,
    icon: action.icon,
    inputSchema: action.inputSchema,
    required: Array.isArray(required) ? required.map(String) : [],
    aliases: action.aliases,
    sampleOutput: action.sampleOutput,
    meterKind: action.meter?.kind ?? null,
    effect: action.declaredEffect,
    connects: action.connects ?? null,
    messaging: action.messaging !== null,
  };
}
