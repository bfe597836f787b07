/** Where an order stands, and where it can go from there. */
export const orderStatuses = ["pending", "paid", "shipped", "completed", "cancelled", "refunded"] as const;
export type OrderStatus = (typeof orderStatuses)[number];

const NEXT: Record<OrderStatus, readonly OrderStatus[]> = {
  // Paid on delivery, or fulfilled at once: not every shop takes every step.
  pending: ["paid", "shipped", "completed", "cancelled"],
  paid: ["shipped", "completed", "cancelled", "refunded"],
  shipped: ["completed", "cancelled", "refunded"],
  completed: ["refunded"],
  cancelled: ["refunded"],
  refunded: [],
};

export const nextOrderStatuses = (status: OrderStatus): readonly OrderStatus[] => NEXT[status];

/** Names that shops use for the same thing. */
const ALIASES: Record<string, OrderStatus> = {
  fulfilled: "shipped",
  delivered: "completed",
  complete: "completed",
  canceled: "cancelled",
  processing: "paid",
};

/** The status that a word means; null: none. */
export function orderStatusOf(word: string): OrderStatus | null {
  const text = word.trim().toLowerCase();
  return orderStatuses.find((status) => status === text) ?? ALIASES[text] ?? null;
}

/** Why an order cannot go there; null when it can. */
export function whyNotOrderStatus(from: OrderStatus, to: OrderStatus): string | null {
  if (from === to || NEXT[from].includes(to)) return null;
  const ways = NEXT[from];
  return `The order is ${from} and cannot become ${to}. ${
    ways.length > 0 ? `From here it can become ${inWords(ways)}.` : "Nothing follows on that."
  }`;
}

const inWords = (words: readonly string[]) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
