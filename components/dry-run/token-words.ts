import { formatTokens } from "@/server/domain/usage";

/** “1 token”, “3.5 tokens”. */
export const tokensInWords = (milliTokens: number): string =>
  `${formatTokens(milliTokens)} ${milliTokens === 1_000 ? "token" : "tokens"}`;

/** “0.5 tokens”, “0.5 to 3.5 tokens”. */
export const tokenRange = (least: number, most: number): string =>
  least === most ? tokensInWords(least) : `${formatTokens(least)} to ${tokensInWords(most)}`;

/** “+1 token”, “−0.5 tokens”. */
export const signedTokens = (milliTokens: number): string =>
  `${milliTokens < 0 ? "−" : "+"}${tokensInWords(Math.abs(milliTokens))}`;
