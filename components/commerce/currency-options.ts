const USUAL = ["usd", "eur", "gbp", "chf", "cad", "aud", "jpy", "inr", "brl", "mxn"];

/** The usual currencies, and the one that is chosen. */
export const currencyOptions = (chosen: string): { value: string; label: string }[] =>
  [...USUAL, ...(USUAL.includes(chosen) ? [] : [chosen])].map((value) => ({
    value,
    label: value.toUpperCase(),
  }));
