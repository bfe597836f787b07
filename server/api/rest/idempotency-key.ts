import { AppError } from "@/server/domain/errors";

/** The header's value, checked; undefined when there is none. */
export function idempotencyKeyOf(headers: Headers): string | undefined {
  const given = headers.get("idempotency-key")?.trim();
  if (given === undefined) return undefined;
  if (/^[\x20-\x7e]{1,200}$/.test(given)) return given;
  const message = "Has to have 1 to 200 ASCII characters, such as a UUID.";
  throw new AppError("invalid", `Idempotency-Key: ${message}`, {
    problems: [{ field: "Idempotency-Key", message }],
  });
}
