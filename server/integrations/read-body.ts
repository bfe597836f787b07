/**
 * An answer's body as a step's output: JSON parsed, text as text, anything else as base64. What PostgreSQL's jsonb cannot
 * hold (NUL, halves of surrogate pairs, a thousand levels) is taken out here, where it comes in.
 */
export function readBody({
  body,
  headers,
}: {
  body: Buffer;
  headers: Record<string, string | string[] | undefined>;
}): unknown {
  if (body.length === 0) return null;
  const type = String(headers["content-type"] ?? "").toLowerCase();
  if (BINARY.test(type)) return body.toString("base64");
  const text = body.toString("utf8");
  if (type !== "" && !MAYBE_JSON.test(type)) return storableText(text);
  try {
    const value: unknown = JSON.parse(text);
    return text.length > 4096 || UNSTORABLE.test(text) ? storable(value, 0) : value;
  } catch {
    return storableText(text);
  }
}

const BINARY = /^(image|audio|video|font)\/(?!svg)|^application\/(pdf|zip|gzip|x-tar|vnd\.(?!.*(json|xml)))/;
const MAYBE_JSON = /json|text\/plain|octet-stream/;
const UNSTORABLE = /\\u(0000|d[89a-f])/i;
const MAX_DEPTH = 200;

function storable(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new RangeError("nested too deeply");
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map((item) => storable(item, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storableText(key), storable(item, depth + 1)]),
  );
}

const storableText = (text: string) => text.replaceAll("\0", "").replace(/\p{Cs}/gu, "\ufffd");
