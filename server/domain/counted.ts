/** "1 flow", "3 flows", "12,400 steps": for nouns that only take an s. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
