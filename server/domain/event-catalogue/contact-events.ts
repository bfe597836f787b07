import * as z from "zod";
import { eventFamily, john, who } from "./event-family";

const contact = z.looseObject({
  ...who,
  kind: z.enum(["lead", "customer"]),
  status: z.string(),
  lead_type: z.string().optional(),
  priority: z.string().optional(),
  owner_id: z.uuid().optional(),
  score: z.int().optional(),
  timezone: z.string().optional(),
  locale: z.string().optional(),
  tags: z.array(z.string()),
});
const lead = contact.extend({ lead_id: z.string() });

/** Which fields changed, and each before and after. */
const changes = {
  changed: z.array(z.string()),
  changes: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })),
  previous_status: z.string().optional(),
};

const customerSample = {
  ...{ ...john, customer_name: "John Doe", kind: "customer", status: "customer", tags: ["newsletter"] },
  location: { country: "US", city: "San Francisco" },
};
const leadSample = {
  ...{ ...john, lead_id: "lead_42", kind: "lead", status: "new" },
  ...{ source: "website", score: 72, tags: ["website"] },
};
const changeOf = (field: string, before: unknown, after: unknown) => ({
  changed: [field],
  changes: { [field]: { before, after } },
});

/** Customers and leads. */
export const contactEvents = eventFamily({
  "customer.created": {
    words: "a customer is created",
    category: "contacts",
    // A lead that becomes a customer brings what changed.
    payload: contact.extend(z.object(changes).partial().shape),
    sample: customerSample,
  },
  "customer.updated": {
    words: "a customer is changed",
    category: "contacts",
    payload: contact.extend(changes),
    sample: { ...customerSample, ...changeOf("phone", "+14155550199", "+14155550100") },
  },
  "lead.created": { words: "a lead is created", category: "contacts", payload: lead, sample: leadSample },
  "lead.updated": {
    words: "a lead is changed",
    category: "contacts",
    payload: lead.extend(changes),
    sample: { ...leadSample, ...changeOf("score", 40, 72) },
  },
  "lead.status_changed": {
    words: "a lead's status changes",
    category: "contacts",
    // One that became a customer by it is no lead any more.
    payload: contact.extend(changes),
    sample: {
      ...{ ...leadSample, status: "contacted", previous_status: "new" },
      ...changeOf("status", "new", "contacted"),
    },
  },
  "lead.qualified": {
    words: "a lead is qualified",
    category: "contacts",
    payload: contact.extend({
      ...z.object(changes).partial().shape,
      lead_id: z.string().optional(),
      previous_score: z.int().nullish().meta({ description: "When its score made it qualified." }),
    }),
    sample: { ...leadSample, status: "qualified", score: 85, previous_score: 72 },
  },
});
