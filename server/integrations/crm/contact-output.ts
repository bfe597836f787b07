import type { ContactRow } from "@/server/records/contact-row";

type Shown = Pick<
  ContactRow,
  "id" | "external_id" | "kind" | "name" | "email" | "phone" | "status" | "score" | "tags"
>;

/** A contact in the output of a step. */
export const contactOutput = (contact: Shown) => ({
  contact_id: contact.id,
  customer_id: contact.external_id ?? contact.id,
  kind: contact.kind,
  name: contact.name,
  email: contact.email,
  phone: contact.phone,
  status: contact.status,
  score: contact.score,
  tags: contact.tags,
});

export const contactSample = {
  contact_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c44",
  customer_id: "cust_123",
  kind: "customer" as const,
  name: "John Doe",
  email: "john@example.com",
  phone: "+14155550100",
  status: "customer",
  score: 72,
  tags: ["vip"],
};
