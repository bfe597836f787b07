/** Customers and leads are contacts of one kind each, under addresses of their own. */
export const CUSTOMERS = {
  kind: "customer",
  path: "/api/customers",
  tag: "Customers",
  one: "customer",
  many: "customers",
} as const;
export const LEADS = { kind: "lead", path: "/api/leads", tag: "Leads", one: "lead", many: "leads" } as const;

export type ContactNoun = typeof CUSTOMERS | typeof LEADS;
