/**
 * How many messages a text is charged as. The default alphabet (GSM 03.38) packs 160 characters of 7 bits, 153 in each
 * part of a longer text; its extension table costs two. One character outside of it, and the whole text goes as UCS-2:
 * 70, or 67 in parts. No character is split between two parts.
 */
export function smsSegments(text: string): SmsSegments {
  const costs = gsmCosts(text);
  const encoding = costs ? "GSM-7" : "UCS-2";
  const units = costs ?? Array.from(text, (character) => character.length);
  const [single, part] = costs ? [160, 153] : [70, 67];
  const length = units.reduce((sum, cost) => sum + cost, 0);
  if (length <= single)
    return { encoding, units: length, segments: length === 0 ? 0 : 1, left: single - length };
  let segments = 1;
  let used = 0;
  for (const cost of units) {
    if (used + cost > part) {
      segments++;
      used = 0;
    }
    used += cost;
  }
  return { encoding, units: length, segments, left: part - used };
}

export type SmsSegments = {
  encoding: "GSM-7" | "UCS-2";
  /** Of the alphabet: septets, or 16-bit units. */
  units: number;
  segments: number;
  /** How much more fits into the last one. */
  left: number;
};

function gsmCosts(text: string): number[] | null {
  const costs: number[] = [];
  for (const character of text) {
    if (BASIC.has(character)) costs.push(1);
    else if (EXTENSION.has(character)) costs.push(2);
    else return null;
  }
  return costs;
}

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENSION = new Set("\f^{}\\[~]|€");
