/** The customer of most samples, as events bring her. */
export const maria = {
  customer_id: "cust_2041",
  name: "Maria Lopez",
  email: "maria@example.com",
  phone: "+14155550142",
};

/** What is known of her beyond that. She has agreed to hear from the business. */
export const mariaContact = {
  fields: {
    ...maria,
    first_name: "Maria",
    last_name: "Lopez",
    kind: "customer",
    status: "customer",
    tags: [],
    owner: { id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c22", name: "Ada Lovelace", email: "ada@example.com" },
  },
  timezone: "America/Los_Angeles",
  granted: ["email" as const, "sms" as const, "call" as const],
};

/** The same, asking for the first time. */
export const leadContact = {
  ...mariaContact,
  fields: { ...mariaContact.fields, kind: "lead", status: "new" },
};
