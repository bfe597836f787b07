import { ActionError, AppError } from "@/server/domain/errors";

/** What a record refuses, as the failure of a step: “Order not created: There is no product X …”. */
export async function refusedAsStep<T>(
  what: string,
  work: Promise<T>,
  codes: Partial<Record<"not_found" | "conflict" | "invalid", string>> = {},
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message } = error;
    if (code !== "not_found" && code !== "conflict" && code !== "invalid") throw error;
    throw new ActionError(codes[code] ?? USUAL[code], `${what}: ${message}`);
  }
}

const USUAL = { not_found: "not_found", conflict: "conflict", invalid: "invalid_input" };
