export type CsvRow = {
  /** Where it begins in the file, counted from 1. */
  line: number;
  cells: string[];
};

export type ParsedCsv = { ok: true; header: string[]; rows: CsvRow[] } | { ok: false; message: string };

/**
 * A file of rows whose first names the columns: RFC 4180, and what spreadsheets make of it (semicolons or tabs between the
 * cells, a byte order mark, any line ends). Empty lines are left out, cells are trimmed.
 */
export function parseCsv(text: string): ParsedCsv {
  const source = text.replace(/^\uFEFF/, "");
  const read = readRows(source, separatorOf(source));
  if (typeof read === "string") return { ok: false, message: read };
  const [head, ...rows] = read.filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (!head) return { ok: false, message: "The file is empty. Its first line has to name the columns." };
  return { ok: true, header: head.cells, rows };
}

/** Rows as a file that spreadsheets open. A cell that one of them would take for a formula is kept from being one. */
export const formatCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");

function quoted(cell: string): string {
  // A phone number begins with + and is none; a lone sign is harmless.
  const plain = /^[=@\t\r]|^[+-](?![\d\s().-]*$)/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The one that the first line has most of, outside of quotes. */
function separatorOf(source: string): string {
  const first = (source.match(/^(?:"(?:[^"]|"")*"|[^\r\n"])*/)?.[0] ?? "").replace(/"(?:[^"]|"")*"/g, "");
  const counts = [",", ";", "\t"].map((separator) => ({
    separator,
    count: first.split(separator).length,
  }));
  return counts.sort((one, other) => other.count - one.count)[0]?.separator ?? ",";
}

function readRows(source: string, separator: string): CsvRow[] | string {
  const rows: CsvRow[] = [];
  let row: CsvRow = { line: 1, cells: [] };
  let line = 1;
  let at = 0;
  while (at <= source.length) {
    let cell = "";
    while (source[at] === " ") at++;
    if (source[at] === '"') {
      const opened = line;
      at++;
      for (; ; at++) {
        const char = source[at];
        if (char === undefined)
          return `A quotation mark in line ${opened} is never closed. Close it, or write two for one.`;
        if (char === '"') {
          if (source[at + 1] !== '"') break;
          at++;
        }
        if (char === "\n") line++;
        cell += char;
      }
      at++;
    }
    const end = endOfCell(source, at, separator);
    cell += source.slice(at, end);
    row.cells.push(cell.trim());
    at = end + 1;
    if (source[end] === separator) continue;
    if (source[end] === "\r" && source[end + 1] === "\n") at++;
    line++;
    rows.push(row);
    row = { line, cells: [] };
    if (end >= source.length) break;
  }
  return rows;
}

function endOfCell(source: string, from: number, separator: string): number {
  let at = from;
  while (at < source.length && source[at] !== separator && source[at] !== "\n" && source[at] !== "\r") at++;
  return at;
}
