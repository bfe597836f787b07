/** "March 31", of the day at UTC: periods, and what Stripe does, turn there. */
export const monthDay = (date: Date): string =>
  date.toLocaleDateString("en-US", { month: "long", day: "numeric", timeZone: "UTC" });
