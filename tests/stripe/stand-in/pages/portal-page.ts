import type { PageAnswer } from "../http/server";
import { amountDue, linesOf } from "../life/invoice-lines";
import { moneyOf } from "../money";
import { taxIdObject } from "../objects/customer-object";
import { subscriptionObject } from "../objects/subscription-object";
import { replaceCard } from "../routes/payment-methods";
import type { PortalSession, Subscription } from "../state";
import type { World } from "../world";
import { cardChoice, day, escaped, page, redirect } from "./page";

/** The customer portal: the subscription with its end, another card, a tax number, invoices. */
export function portalPage(world: World, session: PortalSession, said?: string): PageAnswer {
  const customer = world.customer(session.customer);
  const subscriptions = [...world.subscriptions.values()].filter(
    (each) => each.customer === customer.id && !each.endedAt,
  );
  const invoices = [...world.invoices.values()].filter(
    (each) => each.customer === customer.id && each.finalizedAt !== null,
  );
  const rows = invoices.reverse().map((invoice) => {
    const cost = moneyOf(amountDue(invoice, linesOf(world, invoice)), invoice.currency);
    const link = `<a href="/invoice/${invoice.id}">${invoice.number}</a>`;
    return `<tr><td>${link}</td><td>${day(invoice.created)}</td><td>${cost}</td><td>${invoice.status}</td></tr>`;
  });
  return page(
    "Customer portal",
    `${said ? `<p role="status">${escaped(said)}</p>` : ""}
${session.returnUrl ? `<p><a href="${escaped(session.returnUrl)}">Return to Baton</a></p>` : ""}
${subscriptions.map((subscription) => subscriptionPart(world, subscription)).join("")}
<h2>Payment method</h2><p>${cardOf(world, customer.defaultPaymentMethod ?? subscriptions[0]?.defaultPaymentMethod)}</p>
<form method="post">${cardChoice}<button name="do" value="card">Change card</button></form>
<h2>Tax number</h2>${taxIds(world, customer.id)}
<form method="post"><label>EU VAT number <input name="tax" required></label><button name="do" value="tax">Add tax number</button></form>
<h2>Invoices</h2><table><tbody>${rows.join("")}</tbody></table>`,
  );
}

function subscriptionPart(world: World, subscription: Subscription): string {
  const [first] = subscription.items;
  const name = first ? world.product(world.price(first.price).product).name : "Subscription";
  const end = day(first?.periodEnd ?? subscription.created);
  const button = subscription.cancelAtPeriodEnd
    ? '<button name="do" value="resume">Don\'t cancel plan</button>'
    : '<button name="do" value="cancel">Cancel plan</button>';
  return `<section><h2>${escaped(name)}</h2><p>${subscription.status}. ${
    subscription.cancelAtPeriodEnd ? "Ends" : "Renews"
  } on ${end}.</p><form method="post"><input type="hidden" name="subscription" value="${subscription.id}">${button}</form></section>`;
}

const cardOf = (world: World, id: string | null | undefined) =>
  id ? `Visa ending in ${world.paymentMethod(id).card === "good" ? "4242" : "0341"}` : "No card";

const taxIds = (world: World, customer: string) =>
  [...world.taxIds.values()]
    .filter((taxId) => taxId.customer === customer)
    .map(({ value }) => `<p>${escaped(value)}</p>`)
    .join("");

/** What its buttons do; the webhooks of it are on their way when the page is shown again. */
export async function submitPortal(
  world: World,
  session: PortalSession,
  form: URLSearchParams,
  delivered: () => Promise<void>,
): Promise<PageAnswer> {
  const said = act(world, session, form);
  await delivered();
  return said ? portalPage(world, session, said) : redirect(`/portal/${session.id}`);
}

function act(world: World, session: PortalSession, form: URLSearchParams): string | null {
  switch (form.get("do")) {
    case "card":
      replaceCard(world, session.customer, form.get("card") === "declined" ? "declined" : "good");
      return "Your card was changed.";
    case "tax": {
      const value = form.get("tax") ?? "";
      const taxId = {
        id: world.id("txi"),
        created: world.now(),
        customer: session.customer,
        type: "eu_vat",
        value,
      };
      world.taxIds.set(taxId.id, taxId);
      world.emit("customer.tax_id.created", taxIdObject(taxId));
      return "Your tax number was added.";
    }
    case "cancel":
      setEnd(world, form.get("subscription") ?? "", true);
      return "Your plan ends with the period that is paid for.";
    case "resume":
      setEnd(world, form.get("subscription") ?? "", false);
      return "Your plan goes on.";
  }
  return null;
}

function setEnd(world: World, id: string, ends: boolean): void {
  const subscription = world.subscription(id);
  const before = subscriptionObject(world, subscription);
  subscription.cancelAtPeriodEnd = ends;
  subscription.cancelAt = ends ? (subscription.items[0]?.periodEnd ?? null) : null;
  subscription.canceledAt = ends ? world.now() : null;
  subscription.cancelReason = ends ? "cancellation_requested" : null;
  world.emit("customer.subscription.updated", subscriptionObject(world, subscription), {
    cancel_at: before.cancel_at,
    cancel_at_period_end: before.cancel_at_period_end,
    canceled_at: before.canceled_at,
  });
}
