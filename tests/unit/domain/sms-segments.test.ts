import { describe, expect, test } from "vitest";
import { smsSegments } from "@/server/domain/sms-segments";

/** GSM 03.38, row by row: 0x00 … 0x7f without the escape, then the extension table. */
const BASIC = [
  "@£$¥èéùìòÇ\nØø\rÅå",
  "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ",
  " !\"#¤%&'()*+,-./",
  "0123456789:;<=>?",
  "¡ABCDEFGHIJKLMNO",
  "PQRSTUVWXYZÄÖÑÜ§",
  "¿abcdefghijklmno",
  "pqrstuvwxyzäöñüà",
].join("");
const EXTENSION = "\f^{}\\[~]|€";

describe("the default alphabet", () => {
  test("has 127 characters beside the escape, each worth one", () => {
    expect(Array.from(BASIC)).toHaveLength(127);
    for (const character of BASIC)
      expect(smsSegments(character), character).toMatchObject({ encoding: "GSM-7", units: 1, segments: 1 });
  });

  test("has ten more in its extension table, each worth two", () => {
    expect(Array.from(EXTENSION)).toHaveLength(10);
    for (const character of EXTENSION)
      expect(smsSegments(character), character).toMatchObject({ encoding: "GSM-7", units: 2, segments: 1 });
  });

  test("lacks everything else", () => {
    for (const character of "çÁ`“”’–—…ŁżЖ中😀\t") {
      expect(smsSegments(character).encoding, character).toBe("UCS-2");
    }
  });
});

describe("segments", () => {
  test.each([
    ["", 0],
    ["a".repeat(160), 1],
    ["a".repeat(161), 2],
    ["a".repeat(306), 2],
    ["a".repeat(307), 3],
    ["€".repeat(80), 1],
    ["€".repeat(81), 2],
    ["ж".repeat(70), 1],
    ["ж".repeat(71), 2],
    ["ж".repeat(134), 2],
    ["ж".repeat(135), 3],
    ["😀".repeat(35), 1],
    ["😀".repeat(36), 2],
  ])("%j… is %i", (text, segments) => {
    expect(smsSegments(text).segments).toBe(segments);
  });

  test("split no character: an escape, or half a pair, never ends a part", () => {
    // 152 + € does not fit into 153: the € begins the second part.
    expect(smsSegments(`${"a".repeat(152)}€${"a".repeat(151)}`).segments).toBe(2);
    expect(smsSegments(`${"a".repeat(152)}€${"a".repeat(152)}`).segments).toBe(3);
    // 66 + a pair does not fit into 67.
    expect(smsSegments(`${"ж".repeat(66)}😀${"ж".repeat(65)}`).segments).toBe(2);
    expect(smsSegments(`${"ж".repeat(66)}😀${"ж".repeat(66)}`).segments).toBe(3);
  });

  test("say how much more fits", () => {
    expect(smsSegments("Hello").left).toBe(155);
    expect(smsSegments("a".repeat(161))).toMatchObject({ segments: 2, left: 145 });
    expect(smsSegments("ж").left).toBe(69);
  });
});
