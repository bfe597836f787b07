import { createHash } from "node:crypto";
import { DAY } from "../life/invoice-life";
import { StripeFailure } from "../stripe-failure";
import type { Answer } from "./answer";

type Kept = { fingerprint: string; answer: Promise<Answer>; done: boolean; at: number };

/**
 * https://docs.stripe.com/api/idempotent_requests: the first answer to a key is given again for a day; the same
 * key with other parameters is an error, and so is using it while its first request is still being worked on.
 */
export class IdempotencyKeys {
  private readonly kept = new Map<string, Kept>();

  async once(key: string, said: string, now: number, work: () => Promise<Answer>): Promise<Answer> {
    const fingerprint = createHash("sha256").update(said).digest("hex");
    const known = this.kept.get(key);
    if (!known || now - known.at > DAY) return this.first(key, fingerprint, now, work);
    if (known.fingerprint !== fingerprint)
      throw new StripeFailure(
        400,
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
        { type: "idempotency_error" },
      );
    if (!known.done)
      throw new StripeFailure(
        409,
        `There is currently another in-progress request using this Idempotent Key: ${key}.`,
        {
          type: "idempotency_error",
          code: "idempotency_key_in_use",
        },
      );
    const answer = await known.answer;
    return { ...answer, headers: { ...answer.headers, "idempotent-replayed": "true" } };
  }

  private async first(
    key: string,
    fingerprint: string,
    at: number,
    work: () => Promise<Answer>,
  ): Promise<Answer> {
    const kept: Kept = { fingerprint, answer: work(), done: false, at };
    this.kept.set(key, kept);
    const answer = await kept.answer;
    kept.done = true;
    // Nothing was begun: another try may be.
    if (!answer.begun) this.kept.delete(key);
    return answer;
  }
}
