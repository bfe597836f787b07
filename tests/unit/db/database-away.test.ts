import { TRPCError } from "@trpc/server";
import { expect, it } from "vitest";
import { problemOf, withStatus } from "@/server/api/error-format";
import { problemResponse } from "@/server/api/rest/problem-response";
import { isDatabaseAway } from "@/server/db/database-away";
import { AppError } from "@/server/domain/errors";

const coded = (code: string) => Object.assign(new Error("refused"), { code });

it.each([
  coded("ECONNREFUSED"),
  coded("57P03"),
  coded("P1001"),
  new Error("Connection terminated unexpectedly"),
  Object.assign(new Error("connect ENOENT /data/pg/.s.PGSQL.5432"), { code: "ENOENT", syscall: "connect" }),
  Object.assign(new Error("connect EAGAIN /data/pg/.s.PGSQL.5432"), { code: "EAGAIN", syscall: "connect" }),
  new Error("Invalid invocation: connect ENOENT /data/pg/.s.PGSQL.5432"),
  new Error("the query failed", { cause: coded("57P01") }),
  new AggregateError([coded("ECONNREFUSED")], "all addresses failed"),
])("%s means that the database is away", (error) => {
  expect(isDatabaseAway(error)).toBe(true);
});

it.each([
  coded("23505"),
  Object.assign(new Error("open ENOENT /data/x"), { code: "ENOENT" }),
  new Error("Connection"),
  new AppError("invalid", "no"),
  "ECONNREFUSED",
  null,
])("%s does not", (error) => {
  expect(isDatabaseAway(error)).toBe(false);
});

it("is 503 with Retry-After over REST, and unavailable over tRPC", async () => {
  const answer = problemResponse(coded("ECONNREFUSED"), "r1");
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
  const failure = new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: coded("57P01") });
  expect(problemOf(failure)).toMatchObject({ code: "unavailable", retryAfterSeconds: 5 });
  expect(withStatus(failure).code).toBe("SERVICE_UNAVAILABLE");
});
