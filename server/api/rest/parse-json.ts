import { isUtf8 } from "node:buffer";
import { AppError } from "@/server/domain/errors";
import { findJsonFault } from "./json-fault";

/** Deeper than any document of ours; far less than what exhausts a stack here or in the database. */
const DEEPEST = 100;

/** A body as JSON; the refusal says where it stops being that. */
export function parseJson(bytes: Buffer): unknown {
  const text = textOf(bytes);
  if (text.trim() === "")
    throw new AppError("bad_request", "The body is empty. Send a JSON object, such as {}.");
  if (nestsTooDeep(bytes))
    throw new AppError("bad_request", `The body is nested more than ${DEEPEST} levels deep. Flatten it.`);
  try {
    return JSON.parse(text);
  } catch {
    const { line, column, expected } = findJsonFault(text);
    throw new AppError(
      "bad_request",
      `The body is not valid JSON: line ${line}, column ${column} should have ${expected}.`,
    );
  }
}

/** UTF-8, with or without a byte order mark. */
export function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new AppError("bad_request", "The body is not valid UTF-8. Encode it as UTF-8.");
  const text = bytes.toString("utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 91, 93, 123, 125];

function nestsTooDeep(bytes: Buffer): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}
