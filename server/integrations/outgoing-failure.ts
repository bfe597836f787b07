import { errors } from "undici";

/**
 * Why a request to an outside address has no answer.
 * `left`: some of it may have been sent, so that the receiver may have acted on it.
 */
export class OutgoingFailure extends Error {
  override readonly name = "OutgoingFailure";
  constructor(
    readonly reason:
      | "invalid_request"
      | "address_refused"
      | "not_reached"
      | "interrupted"
      | "timeout"
      | "response_too_large"
      | "too_many_redirects"
      | "bad_response",
    message: string,
    readonly left: boolean,
  ) {
    super(message);
  }
}

export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  constructor(readonly host: string) {
    super(`${host} is not on the public internet`);
  }
}

/** The failure behind an error of a socket, of name resolution or of the HTTP client, in words. */
export function toOutgoingFailure(error: unknown, host: string, left: boolean): OutgoingFailure {
  if (error instanceof OutgoingFailure) return error;
  if (error instanceof AddressRefused) {
    return new OutgoingFailure(
      "address_refused",
      `${error.message}. Only public addresses may be called.`,
      left,
    );
  }
  const code = errorCode(error);
  if (code === "UND_ERR_INVALID_ARG" || code === "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH") {
    return new OutgoingFailure(
      "invalid_request",
      `The request cannot be sent: ${error instanceof Error ? error.message : code}`,
      left,
    );
  }
  if (TOO_LARGE.has(code))
    return new OutgoingFailure("bad_response", `${host} answered with headers that are too large`, left);
  if (error instanceof errors.HTTPParserError || code.startsWith("UND_ERR_RES")) {
    return new OutgoingFailure("bad_response", `${host} did not answer in proper HTTP`, left);
  }
  if (left)
    return new OutgoingFailure("interrupted", `The connection to ${host} was cut before it answered`, true);
  return new OutgoingFailure(
    "not_reached",
    `${host} could not be reached: ${REASONS[code] ?? certificateReason(code)}`,
    false,
  );
}

const TOO_LARGE = new Set(["UND_ERR_HEADERS_OVERFLOW", "HPE_HEADER_OVERFLOW"]);

const REASONS: Record<string, string> = {
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "its name could not be looked up",
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was cut",
  EHOSTUNREACH: "there is no route to it",
  ENETUNREACH: "there is no route to it",
  ETIMEDOUT: "it did not answer",
  UND_ERR_CONNECT_TIMEOUT: "it did not answer",
};

const certificateReason = (code: string) =>
  /CERT|SIGNED|VERIFY|ISSUER|ALTNAME|SSL|EPROTO/.test(code)
    ? "its certificate is not valid"
    : "the connection failed";

function errorCode(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : "";
}
