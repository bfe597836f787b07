import { describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import { writeAudit } from "@/server/ops/audit";
import { newPerson } from "../fixtures/people";

describe("audit log", () => {
  test("pages through every entry once, the newest first, also when many share a moment", async () => {
    const { caller, workspace } = await newPerson();
    const actor = { type: "system" as const, id: null, name: "Baton" };
    for (let i = 0; i < 120; i++) {
      await writeAudit(pool(), {
        workspaceId: workspace.id,
        actor,
        action: "flow.published",
        target: { type: "flow", id: String(i) },
      });
    }
    const seen: string[] = [];
    let cursor: { createdAt: Date; id: string } | null = null;
    do {
      const page: Awaited<ReturnType<typeof caller.audit.list>> = await caller.audit.list({
        workspace: workspace.slug,
        cursor,
      });
      seen.push(...page.entries.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(121);
    expect(new Set(seen).size).toBe(121);
    const rows = await prisma().auditEntry.findMany({
      where: { workspaceId: workspace.id },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: { id: true },
    });
    expect(seen).toEqual(rows.map(({ id }) => id));
  });

  test("filters by noun, person and time, and knows its nouns", async () => {
    const { caller, workspace, id } = await newPerson();
    const slug = workspace.slug;
    await caller.apiKeys.create({ workspace: slug, key: { name: "CI", scopes: ["flows:read"] } });
    await caller.workspaces.update({
      workspace: slug,
      settings: { name: "Renamed", timezone: "Asia/Tokyo" },
    });
    const actions = async (filter: Parameters<typeof caller.audit.list>[0]["filter"]) =>
      (await caller.audit.list({ workspace: slug, filter })).entries.map(({ action }) => action);
    expect(await actions({ targetType: "workspace" })).toEqual(["workspace.updated", "workspace.created"]);
    expect(await actions({ actorId: id })).toHaveLength(3);
    expect(await actions({ actorId: newId() })).toEqual([]);
    expect(await actions({ until: new Date(Date.now() - 60_000) })).toEqual([]);
    expect(await actions({ since: new Date(Date.now() - 60_000) })).toHaveLength(3);
    expect(await caller.audit.nouns({ workspace: slug })).toEqual(["api_key", "workspace"]);
    const [entry] = (await caller.audit.list({ workspace: slug })).entries;
    expect(entry?.details).toEqual({
      before: { name: workspace.name, timezone: "Europe/Berlin" },
      after: { name: "Renamed", timezone: "Asia/Tokyo" },
    });
  });

  test("a change that fails leaves no line, and a line is never changed", async () => {
    const { caller, workspace, id } = await newPerson();
    await caller.members.leave({ workspace: workspace.slug }).catch(() => {});
    const { entries } = await caller.audit.list({ workspace: workspace.slug });
    expect(entries.map(({ action }) => action)).toEqual(["workspace.created"]);
    await expect(
      pool().query("update audit_entries set action = 'x' where actor_id = $1", [id]),
    ).rejects.toThrow();
    await expect(pool().query("delete from audit_entries where actor_id = $1", [id])).rejects.toThrow();
  });
});
