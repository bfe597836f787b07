import { AppError } from "../domain/errors";

/** Longest chain of causes that is looked at. */
const DEPTH = 5;

/** The refusal to answer with when the error says that the database is not there right now; null when it says something else. */
export function databaseAway(error: unknown): AppError | null {
  if (!isDatabaseAway(error)) return null;
  return new AppError("unavailable", "The database does not answer right now. Send this again.", {
    retryAfterSeconds: 5,
  });
}

/** Refused, lost or unfinished connections, starting up, shutting down, no connection left: here or in a cause. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > DEPTH) return false;
  if ("code" in error && typeof error.code === "string" && AWAY.has(error.code)) return true;
  if (LOST.test(error.message) || NO_SOCKET.test(error.message)) return true;
  if (error instanceof AggregateError && error.errors.some((inner) => isDatabaseAway(inner, depth + 1)))
    return true;
  return isDatabaseAway(error.cause, depth + 1);
}

const AWAY = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND"],
  // Of PostgreSQL: the administrator or a crash ended the connection, it cannot connect now, it has no connection left.
  ...["57P01", "57P02", "57P03", "53300", "08000", "08001", "08003", "08004", "08006"],
  // Of Prisma: unreachable, timed out, closed.
  ...["P1001", "P1002", "P1008", "P1017", "P2024"],
]);

/** The socket of the embedded database is not there, or takes nobody more. The same codes of files mean something else. */
const NO_SOCKET = /\bconnect (?:ENOENT|EAGAIN)\b/;

/** pg says these without a code. */
const LOST =
  /^(Connection terminated|Connection ended|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|timeout expired)/;
