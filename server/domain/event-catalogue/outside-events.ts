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
  "form.submitted": {
    words: "a form is submitted",
    category: "incoming",
    payload: z.looseObject({ ...who, form_id: z.string().optional(), form: z.string().optional() }),
    sample: { ...john, form_id: "form_1", form: "Contact us", message: "Please call me back." },
  },
  "service.completed": {
    words: "a service is completed",
    category: "appointments",
    payload: z.looseObject({ ...who, service: z.string() }),
    sample: { ...john, service_id: "svc_3", service: "Installation" },
  },
  "review.received": {
    words: "a review is received",
    category: "feedback",
    payload: z.looseObject({ ...who, review_id: z.string(), rating: z.number() }),
    sample: { ...john, review_id: "rev_6", rating: 4, text: "Friendly and fast", site: "google" },
  },
  "referral.clicked": {
    words: "a referral link is clicked",
    category: "referrals",
    payload: z.looseObject({ ...who, referral_code: z.string() }),
    sample: { ...john, referral_code: "JOHN50" },
  },
  "referral.converted": {
    words: "a referral becomes a customer",
    category: "referrals",
    payload: z.looseObject({ ...who, referral_code: z.string() }),
    sample: { ...john, referral_code: "JOHN50", referred_email: "mia@example.com", amount: 120 },
  },
});
