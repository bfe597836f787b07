/** What people see while the database does not answer. */
import { TRPCError } from "@trpc/server";
import { describe, expect, test } from "vitest";
import { markDatabaseAway } from "@/server/api/mark-database-away";
import { pageOrRefusal, pageResponse } from "@/server/api/page-response";
import { DATABASE_AWAY_DIGEST } from "@/server/domain/database-away-digest";
import { AppError } from "@/server/domain/errors";

const refused = () =>
  Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" });
const failing = (error: Error) =>
  pageOrRefusal(async () => {
    throw error;
  });

describe("a page behind a link", () => {
  test("says that it comes later, and when", async () => {
    const answer = await failing(refused());
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const html = await answer.text();
    expect(html).toContain("This page cannot be shown right now");
    expect(html).not.toContain("ECONNREFUSED");
  });

  test("that is asked for too often says so in its own words", async () => {
    const answer = await failing(
      new AppError("rate_limited", "Too many tries. Wait a minute.", { retryAfterSeconds: 60 }),
    );
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe("60");
    expect(await answer.text()).toContain("Too many tries. Wait a minute.");
  });

  test("is as it is when nothing fails, and hides no fault of ours", async () => {
    const page = pageResponse("<p>Hello</p>");
    expect(await pageOrRefusal(async () => page)).toBe(page);
    await expect(failing(new TypeError("x is not a function"))).rejects.toThrow(TypeError);
  });
});

test("an error of a workspace's page names the database alone, when it is that", () => {
  const digestOf = (error: Error) => {
    const marked = markDatabaseAway(error);
    return marked instanceof Error && "digest" in marked ? marked.digest : null;
  };
  expect(digestOf(refused())).toBe(DATABASE_AWAY_DIGEST);
  expect(digestOf(new Error("Invalid invocation", { cause: refused() }))).toBe(DATABASE_AWAY_DIGEST);
  expect(digestOf(new TRPCError({ code: "SERVICE_UNAVAILABLE" }))).toBe(DATABASE_AWAY_DIGEST);
  expect(digestOf(new TRPCError({ code: "NOT_FOUND" }))).toBeNull();
  expect(digestOf(new TypeError("x is not a function"))).toBeNull();
});
