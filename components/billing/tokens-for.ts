/** Whole tokens, rounded down, that an amount buys at a rate per milli-token. */
export const tokensFor = (microDollars: number, rate: number): number =>
  rate > 0 ? Math.floor(microDollars / rate / 1000) : 0;
