/** An answer in Stripe's `error` envelope: the library throws only when a refusal has that shape. */
export class StripeFailure extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: {
      type?: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
      code?: string;
      param?: string;
      declineCode?: string;
      /** What the library shall do about it: a refusal that a repeat cannot change says "false". */
      shouldRetry?: boolean;
      retryAfter?: number;
    } = {},
  ) {
    super(message);
  }

  body() {
    const { type = "invalid_request_error", code, param, declineCode } = this.details;
    return { error: { type, message: this.message, code, param, decline_code: declineCode } };
  }
}

export const refused = (message: string, param?: string, code?: string) =>
  new StripeFailure(400, message, { param, code });

export const missing = (noun: string, id: string, param = "id") =>
  new StripeFailure(404, `No such ${noun}: '${id}'`, { code: "resource_missing", param });
