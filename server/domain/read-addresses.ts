import { messageAddress } from "./message-address";

export const ADDRESSES_AT_ONCE = 5_000;

/** Addresses as people paste them: one a line, or divided by commas or semicolons, as a column of a table is. */
export function readAddresses(text: string): { addresses: string[]; unreadable: string[] } {
  const given = text
    .split(/[\n\r,;\t]+/)
    .map((part) => part.trim().replace(/^["'<]+|["'>]+$/g, ""))
    .filter((part) => part !== "");
  const addresses = new Set<string>();
  const unreadable: string[] = [];
  for (const part of given) {
    const address = messageAddress(part);
    if (address) addresses.add(address);
    else unreadable.push(part);
  }
  return { addresses: [...addresses], unreadable };
}
