import { formatMoney } from "@/server/domain/money";

/** 9900 → "$99.00"; what Stripe bills in another currency is said in that. */
export const formatCents = (cents: number, currency = "usd"): string => formatMoney(cents, currency);
