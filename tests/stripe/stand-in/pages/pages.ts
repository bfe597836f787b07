import type { Asked } from "../http/answer";
import type { PageAnswer } from "../http/server";
import { StripeFailure } from "../stripe-failure";
import type { World } from "../world";
import { checkoutPage, submitCheckout } from "./checkout-page";
import { invoicePage, invoicePdf, submitInvoice } from "./invoice-page";
import { escaped, page } from "./page";
import { portalPage, submitPortal } from "./portal-page";

/** The hosted pages, by the first part of their path. */
export async function answerPage(
  world: World,
  { method, path, body }: Asked,
  delivered: () => Promise<void>,
): Promise<PageAnswer> {
  const [, noun = "", id = "", part] = path.split("/");
  const form = method === "POST" ? new URLSearchParams(body) : null;
  try {
    if (noun === "checkout") {
      const session = world.checkoutSession(id);
      return form ? await submitCheckout(world, session, form, delivered) : checkoutPage(world, session);
    }
    const portal = noun === "portal" ? world.portalSessions.get(id) : undefined;
    if (portal) return form ? await submitPortal(world, portal, form, delivered) : portalPage(world, portal);
    if (noun === "invoice") {
      const invoice = world.invoice(id);
      if (part === "pdf") return invoicePdf(world, invoice);
      return form ? await submitInvoice(world, invoice, form, delivered) : invoicePage(world, invoice);
    }
    return page("Not found", "<p>There is no such page.</p>", 404);
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    return page("That did not work", `<p>${escaped(error.message)}</p>`, error.status);
  }
}
