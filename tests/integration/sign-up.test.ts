import { describe, expect, test } from "vitest";
import { sha256 } from "@/server/crypto";
import { newId } from "@/server/db/id";
import { prisma } from "@/server/db/prisma";
import { readWebhookToken } from "@/server/features/webhook-tokens/data";
import { callerOf, newClient, newPerson, PASSWORD } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";
import { stopClock } from "./support/set-clock";

const form = (over: Record<string, string> = {}) => ({
  name: "Grace Hopper",
  email: `grace-${newId()}@example.com`,
  password: PASSWORD,
  workspaceName: "Compilers",
  timezone: "America/New_York",
  ...over,
});

describe("sign-up", () => {
  test("makes a person, a workspace, an owner, a webhook token, an account of tokens and an audit row", async () => {
    const input = form({ email: `Grace-${newId()}@Example.COM ` });
    const { userId, workspace } = await callerOf(null).users.signUp(input);
    const user = await prisma().user.findUniqueOrThrow({ where: { id: userId } });
    expect(user.email).toBe(input.email.trim().toLowerCase());
    expect(user.passwordHash).toMatch(/^\$argon2id\$/);
    const row = await prisma().workspace.findUniqueOrThrow({
      where: { id: workspace.id },
      include: { memberships: true },
    });
    expect(row).toMatchObject({ name: "Compilers", timezone: "America/New_York", plan: "trial" });
    expect(row.memberships).toMatchObject([{ userId, role: "owner" }]);
    const token = await readWebhookToken(workspace.id, { userId });
    expect(await prisma().webhookToken.findUnique({ where: { hash: sha256(token ?? "") } })).toMatchObject({
      userId,
      workspaceId: workspace.id,
    });
    expect(await prisma().quotaAccount.count({ where: { workspaceId: workspace.id } })).toBe(1);
    const audit = await prisma().auditEntry.findMany({ where: { workspaceId: workspace.id } });
    expect(audit).toMatchObject([
      { action: "workspace.created", actorId: userId, actorName: "Grace Hopper" },
    ]);
  });

  test("names every field that is wrong", async () => {
    const refusal = await refusalOf(
      callerOf(null).users.signUp(form({ name: " ", email: "grace@", password: "short", workspaceName: "" })),
    );
    expect(refusal.code).toBe("invalid");
    expect(refusal.problems.map(({ field }) => field).sort()).toEqual([
      "email",
      "name",
      "password",
      "workspaceName",
    ]);
  });

  test("says so when the email has an account, also to two at the same moment, and leaves nothing behind", async () => {
    const input = form();
    const results = await Promise.allSettled([
      callerOf(null).users.signUp(input),
      callerOf(null).users.signUp(input),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refusal = await refusalOf(callerOf(null).users.signUp({ ...input, workspaceName: "Second try" }));
    expect(refusal).toMatchObject({ code: "conflict", problems: [{ field: "email" }] });
    const user = await prisma().user.findUniqueOrThrow({
      where: { email: input.email },
      include: { memberships: true },
    });
    expect(user.memberships).toHaveLength(1);
  });

  test("gives each workspace a slug of its own, never a word of ours", async () => {
    const name = `Twin ${newId().slice(-12)}`;
    const made = await Promise.all(
      [1, 2, 3].map(() => callerOf(null).users.signUp(form({ workspaceName: name }))),
    );
    const slugs = made.map(({ workspace }) => workspace.slug);
    expect(new Set(slugs).size).toBe(3);
    const { workspace } = await callerOf(null).users.signUp(form({ workspaceName: "API" }));
    expect(workspace.slug).toMatch(/^api-team/);
  });

  test("accepts an unknown time zone as UTC", async () => {
    const { workspace } = await callerOf(null).users.signUp(form({ timezone: "Mars/Olympus" }));
    expect(await prisma().workspace.findUnique({ where: { id: workspace.id } })).toMatchObject({
      timezone: "UTC",
    });
  });

  test("is limited by email", async () => {
    stopClock();
    const { email } = await newPerson();
    const tries = Array.from({ length: 5 }, () => refusalOf(callerOf(null).users.signUp(form({ email }))));
    const codes = (await Promise.all(tries)).map(({ code }) => code);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(1);
  });

  test("is limited by address", async () => {
    stopClock();
    const client = newClient();
    const { signUp } = await import("@/server/features/users/mutations");
    const codes: string[] = [];
    for (let i = 0; i < 21; i++) {
      codes.push(
        await signUp(form(), client).then(
          () => "made",
          (error) => error.code,
        ),
      );
    }
    expect(codes).toEqual([...Array.from({ length: 20 }, () => "made"), "rate_limited"]);
  });
});
