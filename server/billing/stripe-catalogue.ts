import type Stripe from "stripe";
import { now } from "../db/clock";
import { AppError } from "../domain/errors";
import { PLANS } from "../domain/plans";
import { type Meter, meters as meterKeys } from "./export/usage-sink";
import { requireStripe } from "./stripe-client";
import { isResourceMissing } from "./stripe-failure";
import { findMeters, METER_EVENTS, makeMeter } from "./stripe-meter";
import {
  isWanted,
  lookupKey,
  type PaidPlan,
  type PricePart,
  paidPlans,
  priceParts,
  productId,
  wantedPrice,
} from "./stripe-price";

export type { PaidPlan } from "./stripe-price";

export type StripeCatalogue = {
  prices: Record<PaidPlan, Record<PricePart, string>>;
  meters: Record<Meter, { id: string; eventName: string }>;
};

const FRESH_MS = 600_000;
let known: { client: Stripe; catalogue: StripeCatalogue; readAt: number } | undefined;

/** The ids of our prices and meters at Stripe. Says what to do where they were not made yet. */
export async function stripeCatalogue(): Promise<StripeCatalogue> {
  const client = requireStripe();
  const at = now().getTime();
  if (known?.client === client && Math.abs(at - known.readAt) < FRESH_MS) return known.catalogue;
  const meters = await findMeters(client);
  const prices = await findPrices(client);
  const meterId = (key: Meter) => meters.get(key) ?? missing(`the meter of ${key}`);
  const priceId = (plan: PaidPlan, part: PricePart) =>
    prices.get(lookupKey(plan, part))?.id ?? missing(`the price ${lookupKey(plan, part)}`);
  return remember(client, { meterId, priceId });
}

/** Makes what is not there yet; a price that has changed gets a successor. Doing it twice does nothing. */
export async function ensureStripeCatalogue(
  say: (line: string) => void = () => {},
): Promise<StripeCatalogue> {
  const client = requireStripe();
  const meters = await findMeters(client);
  for (const key of meterKeys) {
    if (meters.has(key)) continue;
    meters.set(key, await makeMeter(client, key));
    say(`meter ${key}: made`);
  }
  const meterId = (key: Meter) => meters.get(key) ?? missing(`the meter of ${key}`);
  const prices = await findPrices(client);
  for (const plan of paidPlans)
    for (const part of priceParts) {
      const wanted = wantedPrice(plan, part, meterId("overage"));
      const there = prices.get(lookupKey(plan, part));
      if (there && isWanted(there, wanted)) continue;
      await ensureProduct(client, plan, part);
      const made = await client.prices.create({ ...wanted, ...(there && { transfer_lookup_key: true }) });
      prices.set(lookupKey(plan, part), made);
      say(`price ${lookupKey(plan, part)}: ${there ? `takes the place of ${there.id}` : "made"}`);
    }
  return remember(client, {
    meterId,
    priceId: (plan, part) => prices.get(lookupKey(plan, part))?.id ?? missing(lookupKey(plan, part)),
  });
}

type Ids = { meterId: (key: Meter) => string; priceId: (plan: PaidPlan, part: PricePart) => string };

function remember(client: Stripe, { meterId, priceId }: Ids): StripeCatalogue {
  const pair = (plan: PaidPlan) => ({ flat: priceId(plan, "flat"), overage: priceId(plan, "overage") });
  const catalogue = {
    prices: {
      starter: pair("starter"),
      professional: pair("professional"),
      enterprise: pair("enterprise"),
    },
    meters: {
      tokens: { id: meterId("tokens"), eventName: METER_EVENTS.tokens },
      overage: { id: meterId("overage"), eventName: METER_EVENTS.overage },
    },
  };
  known = { client, catalogue, readAt: now().getTime() };
  return catalogue;
}

async function findPrices(client: Stripe): Promise<Map<string, Stripe.Price>> {
  const keys = paidPlans.flatMap((plan) => priceParts.map((part) => lookupKey(plan, part)));
  const { data } = await client.prices.list({ lookup_keys: keys, active: true, limit: 100 });
  return new Map(data.map((price) => [price.lookup_key ?? "", price]));
}

/** Under an id of ours, so that who was interrupted finds it again. */
async function ensureProduct(client: Stripe, plan: PaidPlan, part: PricePart): Promise<void> {
  const id = productId(plan, part);
  const { name } = PLANS[plan];
  try {
    const { active } = await client.products.retrieve(id);
    if (!active) await client.products.update(id, { active: true });
  } catch (error) {
    if (!isResourceMissing(error)) throw error;
    await client.products.create(
      part === "flat"
        ? { id, name: `Baton ${name}` }
        : { id, name: `Tokens over those of Baton ${name}`, unit_label: "milli-token" },
    );
  }
}

function missing(what: string): never {
  throw new AppError(
    "unavailable",
    `Stripe does not have ${what} yet. Whoever runs this server runs \`npm run stripe:setup\`, which makes it.`,
  );
}
