import * as z from "zod";
import { eventFamily, john, who } from "./event-family";

/** What only other systems see: Baton never emits these; a shop, a website or a plugin posts them. */
export const outsideEvents = eventFamily({
  "cart.abandoned": {
    words: "a cart is abandoned",
    category: "orders",
    payload: z.looseObject({
      ...who,
      cart_id: z.string(),
      total: z.number().optional(),
      currency: z.string().optional(),
      items: z.array(z.unknown()).optional(),
      url: z.string().optional().meta({ description: "Where the cart is opened again." }),
    }),
    sample: {
      ...{ ...john, cart_id: "cart_77", total: 129.9, currency: "usd" },
      items: [{ sku: "TEE-M", name: "T-shirt", quantity: 2, price: 64.95 }],
      url: "https://example.com/cart/77",
    },
  },
  // A post to a webhook address that does not say what it is.
  "webhook.received": {
    words: "a webhook is received",
    category: "incoming",
    payload: z.looseObject({}),
    sample: { email: "john@example.com", message: "Hello" },
  },
  "form.submitted": {
    words: "a form is submitted",
    category: "incoming",
    payload: z.looseObject({ ...who, form_id: z.string().optional(), form: z.string().optional() }),
    sample: { ...john, form_id: "form_1", form: "Contact us", message: "Please call me back." },
  },
});
