import { AppError } from "@/server/domain/errors";
import { parseJson, textOf } from "./parse-json";

type As = "json" | "webhook";

/** Refused before anything is read. */
export function checkContentType(request: Request, as: As): void {
  const { type, charset } = contentType(request);
  if (charset && charset !== "utf-8" && charset !== "utf8")
    throw new AppError(
      "unsupported_media_type",
      `Bodies are read as UTF-8, not ${charset.slice(0, 40)}. Send charset=utf-8.`,
    );
  if (isJson(type) || (as === "webhook" && LOOSE.has(type))) return;
  const got = type ? `not ${type.slice(0, 80)}` : "and the request does not say what it is";
  const form = as === "webhook" ? " or as a form" : "";
  throw new AppError(
    "unsupported_media_type",
    `The body has to be JSON${form}, ${got}. Send the header Content-Type: application/json.`,
  );
}

export function parseBody(request: Request, as: As, bytes: Buffer): unknown {
  if (as === "webhook" && contentType(request).type === FORM) return parseForm(textOf(bytes));
  return parseJson(bytes);
}

const FORM = "application/x-www-form-urlencoded";
/** Some senders of webhooks name no type, or the wrong one, for JSON. */
const LOOSE = new Set([FORM, "text/plain", ""]);

const isJson = (type: string) =>
  type === "application/json" || (type.startsWith("application/") && type.endsWith("+json"));

function contentType(request: Request): { type: string; charset: string | undefined } {
  const header = request.headers.get("content-type")?.toLowerCase() ?? "";
  if (header === "application/json") return { type: header, charset: undefined };
  const [type = "", ...parameters] = header.split(";").map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice(8);
  return { type, charset: charset?.replaceAll('"', "") };
}

/** A field that comes several times is a list. */
function parseForm(text: string): Record<string, unknown> {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const before = fields.get(name);
    if (before === undefined) fields.set(name, value);
    else if (typeof before === "string") fields.set(name, [before, value]);
    else before.push(value);
  }
  return Object.fromEntries(fields);
}
