import { formatMoney, formatNumber } from "@/components/ui/format-number";
import type { Plan } from "@/server/domain/plans";

const DOLLAR = 1_000_000;

/** "$99", "$99.50": whole dollars without their zeros. */
export const planPrice = ({ priceMicroDollars: price }: Plan): string =>
  price % DOLLAR === 0 ? `$${formatNumber(price / DOLLAR)}` : formatMoney(price);

/** "$0.015": what a token over the included ones costs; null where the plan stops instead. */
export const tokenPrice = ({ overageMicroDollars: rate }: Plan): string | null =>
  rate === null ? null : formatRate(rate);

/** Micro-dollars per milli-token, as dollars per token: as many places as it takes. */
export const formatRate = (rate: number): string =>
  `$${(rate / 1000).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 6 })}`;
