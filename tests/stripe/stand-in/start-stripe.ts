import { Contract } from "../contract/contract";
import { StandInClock } from "./clock";
import { answerControl } from "./control";
import { Api } from "./http/answer";
import { Faults } from "./http/faults";
import { listen } from "./http/server";
import { answerPage } from "./pages/pages";
import { payCheckout } from "./routes/checkout";
import { replaceCard } from "./routes/payment-methods";
import { ROUTES } from "./routes/routes";
import type { Card } from "./state";
import { Time } from "./time";
import { Deliveries, type Target } from "./webhooks/deliveries";
import { World } from "./world";

export type StripeStandIn = {
  /** The API's address; the hosted pages are there too. */
  url: string;
  host: string;
  port: number;
  apiKey: string;
  webhookSecret: string;
  thinSecret: string;
  clock: Time;
  faults: Faults;
  deliveries: Deliveries;
  /** Everything that was not as the description of Stripe's API has it, in either direction. */
  violations: string[];
  /** All the account holds, to look at. */
  state: World;
  /** Webhooks go there: snapshot events to the first, thin events to the second. */
  deliverTo(target: Target, thinTarget?: Target): void;
  /** What the Pay button of a checkout page does, without a browser; false when the card is declined. */
  pay(sessionId: string, card?: Card): Promise<boolean>;
  /** What the portal's form for another card does. */
  changeCard(customerId: string, card: Card): void;
  stop(): Promise<void>;
};

type Options = {
  /** Where the clock starts (it then stands still) or what it follows; the real time without it. */
  now?: Date | (() => Date);
  port?: number;
};

/** Stripe as far as Baton speaks with it, over HTTP and with a memory. */
export async function startStripe({ now, port = 0 }: Options = {}): Promise<StripeStandIn> {
  const base = now instanceof Date ? () => now : (now ?? (() => new Date()));
  const contract = describedOnce();
  const secrets = { snapshot: "whsec_stand_in_snapshot", thin: "whsec_stand_in_thin" };
  const apiKey = "sk_test_stand_in";
  const deliveries = new Deliveries(secrets);
  const faults = new Faults();
  const world = new World(new StandInClock(base), contract.apiVersion, secrets, (event) => {
    const object = event.thin ? world.thinEvents.get(event.id) : JSON.parse(event.payload);
    api.violations.push(...contract.event(event.thin ? "v2.core.event" : "event", event.type, object));
    deliveries.add(event);
  });
  const api = new Api(world, contract, faults, apiKey, ROUTES);
  const time = new Time(world, () => deliveries.settled());
  world.advance = (milliseconds) => time.advance(milliseconds);
  const { server, url } = await listen(
    port,
    (asked) => {
      if (asked.path.startsWith("/_control/")) return answerControl(standIn, asked);
      time.catchUp();
      const isApi = /^\/v[12]\//.test(asked.path);
      return isApi ? api.answer(asked) : answerPage(world, asked, () => deliveries.settled());
    },
    () => deliveries.pump(),
  );
  world.url = url;
  const standIn: StripeStandIn = {
    url,
    host: "localhost",
    port: Number(new URL(url).port),
    apiKey,
    webhookSecret: secrets.snapshot,
    thinSecret: secrets.thin,
    clock: time,
    faults,
    deliveries,
    violations: api.violations,
    state: world,
    deliverTo: (target, thinTarget) => deliveries.deliverTo(target, thinTarget),
    pay: async (sessionId, card = "good") => {
      time.catchUp();
      const paid = payCheckout(world, world.checkoutSession(sessionId), card) !== null;
      await deliveries.settled();
      return paid;
    },
    changeCard: (customerId, card) => replaceCard(world, customerId, card),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return standIn;
}

/** Compiled once for all stand-ins of a process. */
function describedOnce(): Contract {
  compiled ??= new Contract();
  return compiled;
}

let compiled: Contract | undefined;
