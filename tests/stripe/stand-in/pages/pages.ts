import type { Asked } from "../http/answer";
import type { PageAnswer } from "../http/server";
import { StripeFailure } from "../stripe-failure";
import type { World } from "../world";
import { checkoutPage, submitCheckout } from "./checkout-page";
import { page } from "./page";

/** The hosted pages, by the first part of their path. */
export async function answerPage(
  world: World,
  { method, path, body }: Asked,
  delivered: () => Promise<void>,
): Promise<PageAnswer> {
  const [, noun = "", id = ""] = path.split("/");
  try {
    if (noun === "checkout") {
      const session = world.checkoutSession(id);
      return method === "POST"
        ? await submitCheckout(world, session, new URLSearchParams(body), delivered)
        : checkoutPage(world, session);
    }
    return page("Not found", "<p>There is no such page.</p>", 404);
  } catch (error) {
    if (error instanceof StripeFailure) return page("Not found", `<p>${error.message}</p>`, error.status);
    throw error;
  }
}
