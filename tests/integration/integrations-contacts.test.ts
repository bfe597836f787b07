import { describe, expect, test } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import { contactFromPayload } from "@/server/domain/contact-key";
import type { WorkspaceId } from "@/server/domain/workspace";
import { upsertContact } from "@/server/records/contact";
import { findContact } from "@/server/records/contact-keys";
import { newWorkspace } from "./support/new-workspace";

const upsert = (
  workspaceId: WorkspaceId,
  payload: Record<string, unknown>,
  fields?: Record<string, unknown>,
) => inTransaction((tx) => upsertContact(tx, workspaceId, { identity: contactFromPayload(payload), fields }));

const contacts = async (workspaceId: WorkspaceId) =>
  (
    await pool().query("select * from contacts where workspace_id = $1 order by created_at, id", [
      workspaceId,
    ])
  ).rows;
const keys = async (workspaceId: WorkspaceId) =>
  Object.fromEntries(
    (
      await pool().query("select key, contact_id from contact_keys where workspace_id = $1", [workspaceId])
    ).rows.map((row) => [row.key, row.contact_id]),
  );

describe("upsertContact", () => {
  test("one contact, found by any of its keys and completed by each", async () => {
    const workspaceId = await newWorkspace();
    const first = await upsert(
      workspaceId,
      { email: "Ada@Example.com" },
      { source: "website", plan: "free" },
    );
    expect(first.created).toBe(true);
    expect(
      await upsert(
        workspaceId,
        { customer_id: "c1", email: "ada@example.com", name: "Ada" },
        { plan: "pro", source: null },
      ),
    ).toEqual({ id: first.id, created: false });
    expect(await upsert(workspaceId, { customer_id: "c1", phone: "+14155552671" })).toEqual({
      id: first.id,
      created: false,
    });
    const [contact, ...others] = await contacts(workspaceId);
    expect(others).toEqual([]);
    expect(contact).toMatchObject({
      external_id: "c1",
      email: "ada@example.com",
      phone: "+14155552671",
      name: "Ada",
      fields: { plan: "pro" },
    });
    expect(await keys(workspaceId)).toEqual({
      "id:c1": first.id,
      "email:ada@example.com": first.id,
      "phone:+14155552671": first.id,
    });
  });

  test("the surest key decides, and another contact's address stays its own", async () => {
    const workspaceId = await newWorkspace();
    const ada = await upsert(workspaceId, { customer_id: "c1", email: "ada@example.com" });
    const bob = await upsert(workspaceId, { customer_id: "c2", email: "bob@example.com" });
    expect((await upsert(workspaceId, { customer_id: "c1", email: "bob@example.com", name: "Ada" })).id).toBe(
      ada.id,
    );
    const [first, second] = await contacts(workspaceId);
    expect(first).toMatchObject({ id: ada.id, email: "ada@example.com", name: "Ada" });
    expect(second).toMatchObject({ id: bob.id, email: "bob@example.com", name: "" });
    expect((await keys(workspaceId))["email:bob@example.com"]).toBe(bob.id);
  });

  test("a new address becomes the contact's address, and the old one still finds it", async () => {
    const workspaceId = await newWorkspace();
    const { id } = await upsert(workspaceId, { customer_id: "c1", email: "old@example.com" });
    await upsert(workspaceId, { customer_id: "c1", email: "new@example.com" });
    expect((await contacts(workspaceId))[0]).toMatchObject({ id, email: "new@example.com" });
    expect(await findContact(pool(), workspaceId, ["email:old@example.com"])).toBe(id);
  });

  test("twenty at once make one contact", async () => {
    const workspaceId = await newWorkspace();
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        upsert(workspaceId, {
          customer_id: "c1",
          email: "ada@example.com",
          ...(i % 2 && { phone: "+14155552671" }),
        }),
      ),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(await contacts(workspaceId)).toHaveLength(1);
    expect(Object.keys(await keys(workspaceId)).sort()).toEqual([
      "email:ada@example.com",
      "id:c1",
      "phone:+14155552671",
    ]);
  });

  test("workspaces do not see each other's contacts", async () => {
    const [one, two] = [await newWorkspace(), await newWorkspace()];
    const ours = await upsert(one, { email: "ada@example.com" });
    const theirs = await upsert(two, { email: "ada@example.com" });
    expect(theirs.created).toBe(true);
    expect(theirs.id).not.toBe(ours.id);
    expect(await findContact(pool(), two, ["email:ada@example.com"])).toBe(theirs.id);
  });

  test("somebody without a key is refused", async () => {
    await expect(upsert(await newWorkspace(), { name: "Nobody" })).rejects.toThrow(
      /needs an email address, a phone number .* or a customer_id/,
    );
  });
});
