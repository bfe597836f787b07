import { describe, expect, test } from "vitest";
import { sha256 } from "@/server/crypto";
import { prisma } from "@/server/db/prisma";
import { isKnownOrigin } from "@/server/features/api-keys/data";
import { authenticateApiKey } from "@/server/features/api-keys/service";
import { newPerson } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";

const shop = {
  name: "Shop",
  scopes: ["events:write" as const, "flows:read" as const],
  origins: ["https://shop.example.com"],
};

describe("API keys", () => {
  test("a key is shown once, kept as a hash, and stands for its workspace and scopes", async () => {
    const { caller, workspace, id } = await newPerson();
    const {
      secret,
      prefix,
      id: keyId,
    } = await caller.apiKeys.create({ workspace: workspace.slug, key: shop });
    expect(secret).toMatch(/^baton_[\w-]{43}$/);
    expect(secret.startsWith(prefix)).toBe(true);
    const row = await prisma().apiKey.findUniqueOrThrow({ where: { hash: sha256(secret) } });
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(row.createdBy).toBe(id);
    expect(await authenticateApiKey(secret)).toEqual({
      workspaceId: workspace.id,
      keyId,
      keyName: "Shop",
      scopes: shop.scopes,
      origins: shop.origins,
    });
    const [listed] = await caller.apiKeys.list({ workspace: workspace.slug });
    expect(listed).toMatchObject({ id: keyId, prefix, scopes: shop.scopes });
    expect(listed?.lastUsedAt).toBeInstanceOf(Date);
    expect(JSON.stringify(listed)).not.toContain(sha256(secret));
    const { entries } = await caller.audit.list({ workspace: workspace.slug });
    expect(entries[0]).toMatchObject({ action: "api_key.created", targetId: keyId });
    expect(JSON.stringify(entries)).not.toContain(secret);
  });

  test("what is no key is refused without a question to the database", async () => {
    for (const bearer of ["", "baton", "whk_something", `baton_${"x".repeat(200)}`]) {
      expect(await authenticateApiKey(bearer)).toBeNull();
    }
    expect(await authenticateApiKey(`baton_${"x".repeat(43)}`)).toBeNull();
  });

  test("a revoked key is refused at once here, and within five seconds elsewhere", async () => {
    const { caller, workspace } = await newPerson();
    const first = await caller.apiKeys.create({ workspace: workspace.slug, key: shop });
    expect(await authenticateApiKey(first.secret)).not.toBeNull();
    await caller.apiKeys.revoke({ workspace: workspace.slug, keyId: first.id });
    expect(await authenticateApiKey(first.secret)).toBeNull();
    expect(
      (await refusalOf(caller.apiKeys.revoke({ workspace: workspace.slug, keyId: first.id }))).code,
    ).toBe("not_found");
    expect(await caller.apiKeys.list({ workspace: workspace.slug })).toEqual([]);
    const second = await caller.apiKeys.create({ workspace: workspace.slug, key: shop });
    expect(await authenticateApiKey(second.secret)).not.toBeNull();
    await prisma().apiKey.update({ where: { hash: sha256(second.secret) }, data: { revokedAt: new Date() } });
    await expect.poll(() => authenticateApiKey(second.secret), { interval: 250 }).toBeNull();
  });

  test("an origin is known while a working key names it", async () => {
    const { caller, workspace } = await newPerson();
    const origin = `https://${workspace.slug}.example.com`;
    expect(await isKnownOrigin(origin)).toBe(false);
    const key = await caller.apiKeys.create({
      workspace: workspace.slug,
      key: { ...shop, origins: [origin] },
    });
    expect(await isKnownOrigin(origin)).toBe(true);
    await caller.apiKeys.revoke({ workspace: workspace.slug, keyId: key.id });
    expect(await isKnownOrigin(origin)).toBe(false);
  });

  test("wants a name, a scope, and origins without a path", async () => {
    const { caller, workspace } = await newPerson();
    const key = { name: "", scopes: [], origins: ["https://shop.example.com/cart"] };
    const refusal = await refusalOf(caller.apiKeys.create({ workspace: workspace.slug, key }));
    expect(refusal.problems.map(({ field }) => field).sort()).toEqual([
      "key.name",
      "key.origins.0",
      "key.scopes",
    ]);
  });
});
