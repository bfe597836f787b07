import type { FlowDefinition } from "@/server/domain/flow";
import { pathPrices, type StepPrice } from "@/server/domain/simulate/path-prices";
import type { SimulationWorld } from "@/server/domain/simulate/simulation";
import type { ActionStep, Step } from "@/server/domain/step";
import type { WorkspaceId } from "@/server/domain/workspace";
import type { AnyAction } from "@/server/integrations/action";
import { actionPrice } from "@/server/integrations/action-price";
import { findAction } from "@/server/integrations/registry";
import { findPluginAction } from "@/server/plugins/find-plugin-action";

type PriceOf = (step: Step) => StepPrice | null;

/**
 * What each step of a flow, and of the flows that it runs, costs when it succeeds, as its configuration stands; null:
 * nothing. Of a flow that is run it is that one's dearest way, with the start of its run.
 */
export async function stepPrices(
  workspaceId: WorkspaceId,
  definition: FlowDefinition,
  flow: SimulationWorld["flow"],
): Promise<PriceOf> {
  const actions = new Map<string, AnyAction>();
  const prices = new Map<string, StepPrice | null>();
  const known = new Set<FlowDefinition>();
  const learn = async (one: FlowDefinition): Promise<void> => {
    if (known.has(one)) return;
    known.add(one);
    for (const step of [...one.steps, ...one.error_handlers]) {
      const found = step.type === "action" ? await actionOf(workspaceId, step) : null;
      if (found) actions.set(keyOf(step), found);
      const child = step.type === "sub_flow" ? flow(step.flow_id) : null;
      if (child && "definition" in child) await learn(child.definition);
    }
  };
  await learn(definition);
  const priceOf: PriceOf = (step) => {
    if (step.type === "action") return actionPrice(step, actions.get(keyOf(step)) ?? null);
    if (step.type !== "sub_flow") return null;
    const price = prices.get(step.flow_id);
    if (price !== undefined) return price;
    // A flow that runs itself ends by its depth, not by its price.
    prices.set(step.flow_id, null);
    const child = flow(step.flow_id);
    const own =
      "definition" in child ? { milliTokens: pathPrices(child.definition, priceOf).most, each: null } : null;
    prices.set(step.flow_id, own);
    return own;
  };
  return priceOf;
}

const keyOf = (step: Step): string =>
  step.type === "action" ? `${step.plugin_id ?? ""}\n${step.action_id}` : "";

async function actionOf(workspaceId: WorkspaceId, step: ActionStep): Promise<AnyAction | null> {
  const platform = step.plugin_id && step.plugin_id !== "platform" ? null : findAction(step.action_id);
  if (platform) return platform;
  const found = await findPluginAction(workspaceId, step.plugin_id ?? null, step.action_id);
  return found.ok ? found.action : null;
}
