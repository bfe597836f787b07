import { randomInt } from "node:crypto";

/** Letters and digits that nobody takes for one another when they are read out. */
const SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** A code such as SPRING-7K3MQ9RT: 31^8 of them, so that none can be guessed. */
export function uniqueCode(prefix: string): string {
  const start = prefix
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "")
    .slice(0, 20);
  const rest = Array.from({ length: 8 }, () => SIGNS[randomInt(SIGNS.length)]).join("");
  return start ? `${start}-${rest}` : rest;
}
