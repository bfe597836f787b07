/** The words of an HTML mail, for programs that show no HTML: links are written out, pictures are named. */
export function htmlToText(html: string): string {
  return decode(
    html
      .replace(/<!--[\s\S]*?-->/g, "")
      .replace(/<(head|style|script|title)\b[\s\S]*?<\/\1\s*>/gi, "")
      .replace(/\s+/g, " ")
      .replace(/<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>([\s\S]*?)<\/a\s*>/gi, link)
      .replace(
        /<img\b[^>]*?\balt\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>/gi,
        (_, one = "", other = "") => one || other,
      )
      .replace(/<li\b[^>]*>/gi, "\n- ")
      .replace(/<br\b[^>]*>\s?/gi, "\n")
      .replace(/<\/(?:td|th)\s*>/gi, " ")
      .replace(/<(?:\/(?:ul|ol|tr)|\/?(?:div|table|section|article))\b[^>]*>/gi, "\n")
      .replace(/<\/?(?:p|h[1-6]|blockquote|pre|hr)\b[^>]*>/gi, "\n\n")
      .replace(/<[^>]*>/g, ""),
  )
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function link(_: string, one: string | undefined, other: string | undefined, inner: string): string {
  const href = decode(one ?? other ?? "").trim();
  const words = inner.replace(/<[^>]*>/g, "").trim();
  return !/^https?:/i.test(href) || href === decode(words) ? words || href : `${words} (${href})`.trim();
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (all, decimal, hex, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? all;
    const code = decimal ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

const NAMED: Record<string, string> = {
  ...{
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    nbsp: " ",
    copy: "©",
    reg: "®",
    euro: "€",
    pound: "£",
  },
  ...{
    ndash: "–",
    mdash: "—",
    hellip: "…",
    lsquo: "‘",
    rsquo: "’",
    ldquo: "“",
    rdquo: "”",
    bull: "•",
    middot: "·",
  },
};
