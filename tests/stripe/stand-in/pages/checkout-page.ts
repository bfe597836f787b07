import type { PageAnswer } from "../http/server";
import { moneyOf } from "../money";
import { totalDueNow } from "../objects/checkout-object";
import { payCheckout } from "../routes/checkout";
import type { CheckoutSession } from "../state";
import type { World } from "../world";
import { cardChoice, escaped, page, redirect } from "./page";

/** The hosted checkout: what is bought, what is due today, a card, Pay and Cancel. */
export function checkoutPage(world: World, session: CheckoutSession, problem?: string): PageAnswer {
  if (session.status !== "open")
    return page("Checkout", "<p>This checkout session is not open any more.</p>", 410);
  const lines = session.lineItems.map((item) => {
    const price = world.price(item.price);
    const per = price.recurring?.meter ? "per unit used" : `per ${price.recurring?.interval ?? "month"}`;
    const cost = `${escaped(moneyOf(price.unitAmountDecimal, price.currency))} ${per}`;
    return `<tr><td>${escaped(world.product(price.product).name)}</td><td>${cost}</td></tr>`;
  });
  const currency = world.price(session.lineItems[0]?.price ?? "").currency;
  return page(
    "Subscribe",
    `${problem ? `<p role="alert">${escaped(problem)}</p>` : ""}
<table aria-label="Order">${lines.join("")}</table>
<p>Total due today: <strong>${moneyOf(totalDueNow(world, session), currency)}</strong></p>
<form method="post">${cardChoice}<button>Pay</button>
${session.cancelUrl ? `<a class="button" href="${escaped(session.cancelUrl)}">Cancel</a>` : ""}</form>`,
  );
}

/** Stripe waits a while for the webhook of a completed session before it sends the customer back. */
export async function submitCheckout(
  world: World,
  session: CheckoutSession,
  form: URLSearchParams,
  delivered: () => Promise<void>,
): Promise<PageAnswer> {
  const goTo = payCheckout(world, session, form.get("card") === "declined" ? "declined" : "good");
  if (!goTo) return checkoutPage(world, session, "Your card was declined.");
  await delivered();
  return redirect(goTo);
}
