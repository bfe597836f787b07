import type { LeftOut } from "@/server/domain/portable-flow";

/** “Left out: connections of 2 steps, the people of 1 step.” */
export function leftOutWords(leftOut: readonly LeftOut[]): string {
  const kinds = [...new Set(leftOut.map(({ what }) => what))];
  return `Left out: ${kinds
    .map((kind) => {
      const count = leftOut.filter(({ what }) => what === kind).length;
      return `${count} ${count === 1 ? WORDS[kind][0] : WORDS[kind][1]}`;
    })
    .join(", ")}.`;
}

const WORDS: Record<LeftOut["what"], readonly [one: string, many: string]> = {
  connection: ["connection", "connections"],
  person: ["person or address", "people and addresses"],
  pool: ["owner pool", "owner pools"],
  address: ["web address", "web addresses"],
  secret: ["secret", "secrets"],
  note: ["set of notes", "sets of notes"],
};
