import { AddressRefused } from "../../outgoing-failure";

/**
 * Why a mail server did not take a message.
 * refused: it said no, for good. deferred: it said not now. not_reached, timeout: nothing was said about the message.
 * unknown: the line was cut after the text began to leave, and no answer came.
 */
export class SmtpFailure extends Error {
  override readonly name = "SmtpFailure";
  constructor(
    readonly reason:
      | "address_refused"
      | "not_reached"
      | "timeout"
      | "credentials"
      | "refused"
      | "deferred"
      | "unknown",
    message: string,
    readonly stage: SmtpStage,
  ) {
    super(message);
  }

  /** Nothing was handed over, and another time it may work. */
  get retryable(): boolean {
    return (
      this.reason === "deferred" ||
      this.reason === "not_reached" ||
      (this.reason === "timeout" && this.stage !== "data")
    );
  }
}

export type SmtpStage = "connect" | "envelope" | "data";

export function toSmtpFailure(error: unknown, host: string, stage: SmtpStage): SmtpFailure {
  if (error instanceof SmtpFailure && (error.stage === "data" || stage !== "data")) return error;
  if (error instanceof AddressRefused)
    return new SmtpFailure(
      "address_refused",
      `${error.message}. Only public mail servers can be used.`,
      stage,
    );
  const { code, responseCode, response, message } = detailsOf(error);
  if (responseCode >= 400) {
    const words = `${host} answered: ${response.slice(0, 300) || message}`;
    if (code === "EAUTH" || responseCode === 530 || responseCode === 535)
      return new SmtpFailure(
        "credentials",
        `${host} did not accept the user name and password. ${words}`,
        stage,
      );
    return new SmtpFailure(responseCode < 500 ? "deferred" : "refused", words, stage);
  }
  if (code === "EAUTH")
    return new SmtpFailure("credentials", `${host} could not be signed in to: ${message}`, stage);
  if (stage === "data")
    return new SmtpFailure(
      "unknown",
      `The line to ${host} was cut before it said whether it took the message`,
      stage,
    );
  if (code === "ETLS" || /certificate|ssl|tls/i.test(message))
    return new SmtpFailure("refused", `${host} could not be reached securely: ${message}`, stage);
  const why = code === "ETIMEDOUT" ? "it did not answer in time" : (WORDS[code] ?? message);
  return new SmtpFailure(
    code === "ETIMEDOUT" ? "timeout" : "not_reached",
    `${host} could not be reached: ${why}`,
    stage,
  );
}

const WORDS: Record<string, string> = {
  ENOTFOUND: "there is no such host",
  EDNS: "its name could not be looked up",
  EAI_AGAIN: "its name could not be looked up",
};

function detailsOf(error: unknown): {
  code: string;
  responseCode: number;
  response: string;
  message: string;
} {
  const fields = new Map(typeof error === "object" && error !== null ? Object.entries(error) : []);
  const code = fields.get("code");
  const responseCode = fields.get("responseCode");
  const response = fields.get("response");
  return {
    code: typeof code === "string" ? code : "",
    responseCode: typeof responseCode === "number" ? responseCode : 0,
    response: typeof response === "string" ? response : "",
    message: error instanceof Error ? error.message : String(error),
  };
}
