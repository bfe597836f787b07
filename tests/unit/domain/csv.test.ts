import { expect, test } from "vitest";
import { formatCsv, parseCsv } from "@/server/domain/csv";

const read = (text: string) => {
  const parsed = parseCsv(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return [parsed.header, ...parsed.rows.map(({ cells }) => cells)];
};

test("quotes, line ends, empty lines and what spreadsheets put in front", () => {
  expect(read('\uFEFFname,note\r\n"Lovelace, Ada","said ""hi""\nand left"\r\n\r\nGrace, plain \n')).toEqual([
    ["name", "note"],
    ["Lovelace, Ada", 'said "hi"\nand left'],
    ["Grace", "plain"],
  ]);
});

test("semicolons and tabs separate too", () => {
  expect(read('name;"a,b,c"\nAda;1')).toEqual([
    ["name", "a,b,c"],
    ["Ada", "1"],
  ]);
  expect(read("name\tphone\nAda\t+1 415")).toEqual([
    ["name", "phone"],
    ["Ada", "+1 415"],
  ]);
});

test("rows know their line, also after a cell of several", () => {
  const parsed = parseCsv('a,b\n"x\ny",1\nz,2');
  expect(parsed.ok && parsed.rows.map(({ line }) => line)).toEqual([2, 4]);
});

test("what is no table says why", () => {
  expect(parseCsv(" \n\n")).toMatchObject({ ok: false, message: expect.stringContaining("empty") });
  expect(parseCsv('a,b\n"x,1\n')).toMatchObject({ ok: false, message: expect.stringContaining("line 2") });
});

test("what is written is read again, and is no formula", () => {
  const rows = [
    ["name", "phone", "note"],
    ["Ada, Countess", "+14155550100", 'two\nlines "quoted"'],
  ];
  expect(read(formatCsv(rows))).toEqual(rows);
  expect(formatCsv([["=1+1", "@x", "-2", "+cmd|x"]])).toBe("'=1+1,'@x,-2,'+cmd|x\r\n");
});
