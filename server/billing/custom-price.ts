import Stripe from "stripe";
import { type CustomPricing, customPricingSchema } from "../domain/plan-of";
import { PLANS } from "../domain/plans";
import type { WorkspaceId } from "../domain/workspace";
import { stripeCatalogue } from "./stripe-catalogue";
import { centsOf, isWanted, type PricePart, priceParts, productId } from "./stripe-price";

/**
 * The prices of terms that were agreed with one workspace, found by their lookup keys, or made: a changed term is another
 * price, which takes the key over. The flat one has all the terms in its metadata, so that whoever reads the subscription
 * knows what was agreed. A rate that is that of the list has the list's price: overage is closed at Stripe when its price
 * changes, and in the ledger when its rate does, so that both must change together.
 */
export async function ensureCustomPrices(
  client: Stripe,
  workspaceId: WorkspaceId,
  terms: CustomPricing,
): Promise<Record<PricePart, string>> {
  const { prices: listed, meters } = await stripeCatalogue();
  const keys = priceParts.map((part) => customLookupKey(workspaceId, part));
  const { data } = await client.prices.list({ lookup_keys: keys, active: true, limit: 100 });
  const ensure = async (part: PricePart): Promise<string> => {
    const wanted = wantedCustomPrice(workspaceId, terms, part, meters.overage.id);
    const there = data.find(({ lookup_key }) => lookup_key === wanted.lookup_key);
    if (there && isWanted(there, wanted)) return there.id;
    return (await client.prices.create({ ...wanted, ...(there && { transfer_lookup_key: true }) })).id;
  };
  const flat = await ensure("flat");
  const isListed = terms.overageMicroDollars === PLANS.enterprise.overageMicroDollars;
  return { flat, overage: isListed ? listed.enterprise.overage : await ensure("overage") };
}

/** What was agreed with the workspace that pays this price; null: it is one of the list. */
export function termsOfPrice({ metadata }: Stripe.Price): CustomPricing | null {
  const text = metadata.baton_terms;
  return text === undefined ? null : customPricingSchema.parse(JSON.parse(text));
}

export const sameTerms = (one: CustomPricing | null, other: CustomPricing | null): boolean =>
  (one && written(one)) === (other && written(other));

const customLookupKey = (workspaceId: WorkspaceId, part: PricePart): string =>
  `custom_${workspaceId}_${part === "flat" ? "monthly" : "overage"}`;

function wantedCustomPrice(
  workspaceId: WorkspaceId,
  terms: CustomPricing,
  part: PricePart,
  meter: string,
): Stripe.PriceCreateParams {
  const isFlat = part === "flat";
  const amount = isFlat ? terms.priceMicroDollars : terms.overageMicroDollars;
  return {
    currency: "usd",
    product: productId("enterprise", part),
    lookup_key: customLookupKey(workspaceId, part),
    unit_amount_decimal: Stripe.Decimal.from(centsOf(amount)),
    recurring: { interval: "month", ...(!isFlat && { usage_type: "metered", meter }) },
    metadata: {
      ...{ baton_plan: "enterprise", baton_part: part, workspace_id: workspaceId },
      ...(isFlat && { baton_terms: written(terms) }),
    },
  };
}

/** Always in the same order: prices are compared by it. */
const written = (terms: CustomPricing): string =>
  JSON.stringify({
    priceMicroDollars: terms.priceMicroDollars,
    includedMilliTokens: terms.includedMilliTokens,
    overageMicroDollars: terms.overageMicroDollars,
    maxAgents: terms.maxAgents,
    maxWorkflows: terms.maxWorkflows,
  });
