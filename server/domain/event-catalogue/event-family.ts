import * as z from "zod";

/** What an event is about, as lists group them. */
export const eventCategories = [
  "contacts",
  "orders",
  "payments",
  "appointments",
  "quotes",
  "tasks",
  "messages",
  "calls",
  "feedback",
  "referrals",
  "incoming",
  "flows",
] as const;
export type EventCategory = (typeof eventCategories)[number];

/** One kind of event. */
export type EventEntry = {
  /** As the end of a sentence about a flow: "When <words>". */
  words: string;
  category: EventCategory;
  /** What Baton's own event brings. More may come, and what is posted from outside under this name is taken as it is. */
  payload: z.ZodObject;
  /** A payload as it may come; its names are what the builder offers. */
  sample: Readonly<Record<string, unknown>>;
};

/** Entries by type: the names of a family are known to the compiler. */
export const eventFamily = <Type extends string>(entries: Record<Type, EventEntry>) => entries;

/** Whom an event is about: by any of these it finds its contact. */
export const who = {
  contact_id: z.uuid().optional(),
  customer_id: z.string().optional().meta({ description: "The customer's own id." }),
  email: z.string().optional(),
  phone: z.string().optional().meta({ description: "E.164" }),
  name: z.string().optional(),
};

export const john = {
  ...{ customer_id: "cust_123", email: "john@example.com" },
  ...{ phone: "+14155550100", name: "John Doe" },
};
