import { formatMoney, formatNumber } from "@/components/ui/format-number";
import type { Plan } from "@/server/domain/plans";
import { formatTokens } from "@/server/domain/usage";

const DOLLAR = 1_000_000;

/** Micro-dollars → "$99", "$99.50": whole dollars without their zeros. */
export const shortMoney = (microDollars: number): string =>
  microDollars % DOLLAR === 0 ? `$${formatNumber(microDollars / DOLLAR)}` : formatMoney(microDollars);

/** "Free", "$99 a month" */
export const planPrice = ({ key, priceMicroDollars }: Plan): string =>
  key === "trial" ? "Free" : `${shortMoney(priceMicroDollars)} a month`;

/** "100 tokens once", "1,000 tokens a month" */
export const planTokens = ({ key, includedMilliTokens }: Plan): string =>
  `${formatTokens(includedMilliTokens)} tokens ${key === "trial" ? "once" : "a month"}`;

/** "$0.015": what a token over the included ones costs; null where the plan stops instead. */
export const tokenPrice = ({ overageMicroDollars: rate }: Plan): string | null =>
  rate === null ? null : formatRate(rate);

/** Micro-dollars per milli-token, as dollars per token: as many places as it takes. */
export const formatRate = (rate: number): string =>
  `$${(rate / 1000).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 6 })}`;
