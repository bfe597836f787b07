import { describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { prisma } from "@/server/db/prisma";
import { findWebhookToken, readWebhookToken } from "@/server/features/webhook-tokens/data";
import { callerOf, newMember, newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";
import { stopClock } from "./support/set-clock";

const roleOf = async (owner: Person, person: Person) =>
  (await owner.caller.members.list({ workspace: owner.workspace.slug })).find(({ id }) => id === person.id)
    ?.role;

describe("adding", () => {
  test("someone with an account, by exact email; they see the workspace at once", async () => {
    const [owner, person] = await Promise.all([newPerson("Olga"), newPerson("Pia")]);
    const workspace = owner.workspace.slug;
    await owner.caller.members.add({ workspace, email: ` ${person.email.toUpperCase()}`, role: "editor" });
    expect(await person.caller.workspaces.current({ workspace })).toMatchObject({ role: "editor" });
    const list = await person.caller.workspaces.list();
    expect(list.map(({ slug }) => slug).sort()).toEqual([workspace, person.workspace.slug].sort());
    expect(await readWebhookToken(owner.workspace.id, { userId: person.id })).toMatch(/^whk_/);
  });

  test("says plainly when nobody has the email, and when they are a member already", async () => {
    const owner = await newPerson("Olga");
    const member = await newMember(owner, "viewer");
    const workspace = owner.workspace.slug;
    const unknown = await refusalOf(
      owner.caller.members.add({ workspace, email: `no-${newId()}@example.com`, role: "viewer" }),
    );
    expect(unknown).toMatchObject({ code: "not_found", problems: [{ field: "email" }] });
    const twice = await refusalOf(
      owner.caller.members.add({ workspace, email: member.email, role: "admin" }),
    );
    expect(twice.code).toBe("conflict");
    expect(await roleOf(owner, member)).toBe("viewer");
  });

  test("is for owners and admins, and cannot be used to try out emails", async () => {
    stopClock();
    const owner = await newPerson("Olga");
    const workspace = owner.workspace.slug;
    for (const role of ["editor", "viewer"] as const) {
      const member = await newMember(owner, role);
      const known = await refusalOf(
        member.caller.members.add({ workspace, email: owner.email, role: "viewer" }),
      );
      const unknown = await refusalOf(
        member.caller.members.add({ workspace, email: `no-${newId()}@example.com`, role: "viewer" }),
      );
      expect(known).toMatchObject({ code: "forbidden" });
      expect(unknown).toEqual(known);
    }
    const admin = await newMember(owner, "admin");
    const guess = () =>
      refusalOf(admin.caller.members.add({ workspace, email: `no-${newId()}@example.com`, role: "viewer" }));
    const codes: string[] = [];
    for (let i = 0; i < 21; i++) codes.push((await guess()).code);
    expect(codes).toEqual([...Array.from({ length: 20 }, () => "not_found"), "rate_limited"]);
  });
});

describe("owners", () => {
  test("an admin neither makes nor changes nor removes an owner", async () => {
    const owner = await newPerson("Olga");
    const admin = await newMember(owner, "admin");
    const viewer = await newMember(owner, "viewer");
    const workspace = owner.workspace.slug;
    const tries = [
      () => admin.caller.members.changeRole({ workspace, userId: admin.id, role: "owner" }),
      () => admin.caller.members.changeRole({ workspace, userId: viewer.id, role: "owner" }),
      () => admin.caller.members.changeRole({ workspace, userId: owner.id, role: "viewer" }),
      () => admin.caller.members.remove({ workspace, userId: owner.id }),
    ];
    for (const call of tries) expect((await refusalOf(call())).code).toBe("forbidden");
    await admin.caller.members.changeRole({ workspace, userId: viewer.id, role: "editor" });
    expect(await roleOf(owner, viewer)).toBe("editor");
  });

  test("the last one can neither leave nor be demoted", async () => {
    const owner = await newPerson("Olga");
    const workspace = owner.workspace.slug;
    expect((await refusalOf(owner.caller.members.leave({ workspace }))).code).toBe("conflict");
    expect((await refusalOf(owner.caller.members.remove({ workspace, userId: owner.id }))).code).toBe(
      "conflict",
    );
    expect(
      (await refusalOf(owner.caller.members.changeRole({ workspace, userId: owner.id, role: "admin" }))).code,
    ).toBe("conflict");
    const second = await newMember(owner, "owner");
    await owner.caller.members.leave({ workspace });
    expect((await refusalOf(second.caller.members.leave({ workspace }))).code).toBe("conflict");
  });

  test("of two who leave at the same moment one stays", async () => {
    const owner = await newPerson("Olga");
    const second = await newMember(owner, "owner");
    const workspace = owner.workspace.slug;
    const left = await Promise.allSettled(
      [owner, second].map(({ caller }) => caller.members.leave({ workspace })),
    );
    expect(left.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(
      await prisma().membership.count({ where: { workspaceId: owner.workspace.id, role: "owner" } }),
    ).toBe(1);
  });
});

describe("removing", () => {
  test("takes access and webhook address at once, and leaves a line in the log", async () => {
    const owner = await newPerson("Olga");
    const member = await newMember(owner, "editor");
    const workspace = owner.workspace.slug;
    const token = (await readWebhookToken(owner.workspace.id, { userId: member.id })) ?? "";
    expect(await findWebhookToken(token)).toMatchObject({
      workspaceId: owner.workspace.id,
      userId: member.id,
    });
    await owner.caller.members.remove({ workspace, userId: member.id });
    expect((await refusalOf(member.caller.workspaces.current({ workspace }))).code).toBe("not_found");
    expect(await findWebhookToken(token)).toBeNull();
    expect(await member.caller.workspaces.current({ workspace: member.workspace.slug })).toMatchObject({
      role: "owner",
    });
    const { entries } = await owner.caller.audit.list({ workspace });
    expect(entries.map(({ action, targetId }) => [action, targetId])).toEqual([
      ["member.removed", member.id],
      ["member.added", member.id],
      ["workspace.created", owner.workspace.id],
    ]);
  });

  test("a stranger learns nothing: unknown and foreign workspaces read alike", async () => {
    const [owner, stranger] = await Promise.all([newPerson("Olga"), newPerson("Eve")]);
    const foreign = await refusalOf(stranger.caller.members.list({ workspace: owner.workspace.slug }));
    const unknown = await refusalOf(stranger.caller.members.list({ workspace: "nobody-has-this" }));
    expect(foreign.code).toBe("not_found");
    expect(unknown).toEqual(foreign);
    expect((await refusalOf(callerOf(null).members.list({ workspace: owner.workspace.slug }))).code).toBe(
      "unauthorized",
    );
  });
});
