/** Why a run ended before its end: what its contact did, as the middle of a sentence. */
export const exitWords = (eventType: string): string => WORDS[eventType] ?? `“${eventType}” happened`;

const WORDS: Record<string, string> = {
  "message.received": "the contact replied",
  "payment.received": "the contact paid",
  "appointment.booked": "the contact booked",
  "order.created": "the contact ordered",
  "customer.created": "the contact became a customer",
};
