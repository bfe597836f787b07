import * as z from "zod";
import type { Asked } from "./http/answer";
import type { PageAnswer } from "./http/server";
import type { StripeStandIn } from "./start-stripe";

const faultInput = z.strictObject({
  kind: z.enum(["500", "429", "answer lost", "delay"]),
  times: z.number().int().default(1),
  path: z.string().optional(),
  milliseconds: z.number().default(1000),
  retryAfter: z.number().default(1),
});
const deliveriesInput = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("hold") }),
  z.strictObject({
    do: z.literal("release"),
    order: z.enum(["as sent", "reversed", "shuffled"]).optional(),
    together: z.boolean().optional(),
  }),
  z.strictObject({ do: z.literal("duplicate"), copies: z.number().int().min(1) }),
  z.strictObject({ do: z.literal("replay"), type: z.string().optional() }),
  z.strictObject({ do: z.literal("redeliver") }),
  z.strictObject({ do: z.literal("settle") }),
]);
const cardInput = z.strictObject({ customer: z.string(), card: z.enum(["good", "declined"]) });

/** What tests in another process do to the stand-in: JSON under /_control/. */
export async function answerControl(standIn: StripeStandIn, { path, body }: Asked): Promise<PageAnswer> {
  const given = () => JSON.parse(body || "{}");
  try {
    switch (path.slice("/_control/".length)) {
      case "":
      case "state":
        return json(stateOf(standIn));
      case "violations":
        return json(standIn.violations);
      case "advance":
        await standIn.clock.advance(z.strictObject({ milliseconds: z.number() }).parse(given()).milliseconds);
        return json({ now: standIn.clock.now() });
      case "faults":
        plan(standIn, faultInput.parse(given()));
        return json({});
      case "faults/clear":
        standIn.faults.clear();
        return json({});
      case "deliveries":
        await deliver(standIn, deliveriesInput.parse(given()));
        return json(standIn.deliveries.attempts);
      case "card": {
        const { customer, card } = cardInput.parse(given());
        standIn.changeCard(customer, card);
        await standIn.deliveries.settled();
        return json({});
      }
    }
    return json({ error: `There is nothing at ${path}.` }, 404);
  } catch (error) {
    return json({ error: error instanceof z.ZodError ? z.prettifyError(error) : String(error) }, 400);
  }
}

function plan(
  { faults }: StripeStandIn,
  { kind, times, path, milliseconds, retryAfter }: z.output<typeof faultInput>,
) {
  if (kind === "500") faults.answer500(times, path);
  else if (kind === "429") faults.answer429(times, path, retryAfter);
  else if (kind === "delay") faults.delay(milliseconds, times, path);
  else faults.loseAnswer(times, path);
}

async function deliver({ deliveries }: StripeStandIn, wish: z.output<typeof deliveriesInput>): Promise<void> {
  if (wish.do === "hold") deliveries.hold();
  else if (wish.do === "release") await deliveries.release(wish);
  else if (wish.do === "duplicate") deliveries.duplicate(wish.copies);
  else if (wish.do === "replay") await deliveries.replay(wish.type);
  else if (wish.do === "redeliver") await deliveries.redeliver();
  else await deliveries.settled();
}

function stateOf({ state, clock, violations, deliveries }: StripeStandIn) {
  const all = <T>(map: Map<string, T>) => [...map.values()];
  return {
    now: clock.now(),
    customers: all(state.customers),
    subscriptions: all(state.subscriptions),
    schedules: all(state.schedules),
    invoices: all(state.invoices),
    invoiceItems: all(state.invoiceItems),
    prices: all(state.prices),
    meters: all(state.meters),
    meterEvents: state.meterEvents,
    checkoutSessions: all(state.checkoutSessions),
    events: state.events.map(({ id, type, created }) => ({ id, type, created })),
    deliveries: deliveries.attempts,
    undelivered: deliveries.undelivered,
    violations,
  };
}

const json = (value: unknown, status = 200): PageAnswer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});
