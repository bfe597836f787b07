import * as z from "zod";
import { ActionError } from "@/server/domain/errors";
import { assignOwner as giveOwner } from "@/server/records/assign-owner";
import { findContactBy } from "@/server/records/contact";
import { findPool, poolNames } from "@/server/records/pool";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { simulatedContact } from "../simulated-contact";

const sample = {
  owner_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c22",
  owner_name: "Ada Lovelace",
  owner_email: "ada@example.com",
  pool: "Sales",
  kept: false,
  reason: "Ada Lovelace was next in turn of 4 available",
};

const ownerSchema = z.object({ id: z.string(), name: z.string(), email: z.string() });

/**
 * Gives the contact an owner out of a pool: in turn, by weight, passing over whoever is off duty or has enough open
 * leads. The choice and its reason are logged. Nobody available is an error (`no_owner_available`) for the error branch.
 */
export const assignOwner = defineAction({
  key: "assign_owner",
  title: "Assign owner",
  description: "Gives the contact an owner out of a pool, in turn.",
  category: "crm",
  icon: "user-round-check",
  input: z.object({
    pool: z
      .string({ error: "Say which pool the owner comes from." })
      .min(1, "Say which pool the owner comes from.")
      .max(200)
      .meta({
        title: "Pool",
        description: "Name of an owner pool (Settings, Owner pools).",
        placeholder: "Sales",
        widget: "pool",
      }),
    keep_owner: z.boolean().default(true).meta({
      title: "Keep an existing owner",
      description: "A contact that has an owner keeps them.",
      widget: "checkbox",
    }),
    contact: z.string().max(254).optional().meta({
      title: "Contact",
      description: "Id, email or phone. Left out: the run's contact.",
      widget: "contact",
    }),
  }),
  aliases: { pool_id: "pool", pool_name: "pool", keep_existing_owner: "keep_owner", contact_id: "contact" },
  fill: [],
  sampleOutput: sample,
  effect: "internal",
  simulate({ pool, keep_owner, contact }, facts) {
    const { row, own } = simulatedContact(facts, contact, "Owner not assigned");
    const known = ownerSchema.safeParse(row.owner);
    if (keep_owner && known.success) {
      const { id: owner_id, name: owner_name, email: owner_email } = known.data;
      const reason = `${owner_name} is the contact's owner already`;
      return { output: { owner_id, owner_name, owner_email, pool, kept: true, reason } };
    }
    const { owner_id: id, owner_name: name, owner_email: email } = sample;
    const after = { ...row, owner_id: id, owner: { id, name, email } };
    return { output: { ...sample, pool }, ...(own && { contact: after }) };
  },
  async run({ pool: which, keep_owner, contact }, ctx) {
    const tx = stepTransaction(ctx);
    const pool = await findPool(tx, ctx.workspaceId, which);
    if (!pool) {
      const names = await poolNames(tx, ctx.workspaceId);
      const way =
        names.length > 0 ? `Choose one of: ${names.join(", ")}` : "Make one under Settings, Owner pools";
      throw refused("pool_not_found", `there is no owner pool “${which}”. ${way}.`);
    }
    const contactId = contact ? await findContactBy(tx, ctx.workspaceId, contact) : ctx.contactId;
    if (!contactId) {
      throw refused(
        "contact_not_found",
        contact
          ? `there is no contact ${contact}. Create the contact first, or leave the field out.`
          : "this run has no contact. Say which contact gets an owner.",
      );
    }
    const keepOwner = keep_owner;
    const assigned = await giveOwner(tx, ctx.workspaceId, contactId, pool, stepCause(ctx), { keepOwner });
    if (!assigned.owner) {
      throw refused(
        "no_owner_available",
        `nobody in “${pool.name}” is available: ${assigned.reason}. Add members under Settings, Owner pools, or put somebody on duty.`,
      );
    }
    const { owner, kept, reason } = assigned;
    return {
      owner_id: owner.id,
      owner_name: owner.name,
      owner_email: owner.email,
      pool: pool.name,
      kept,
      reason,
    };
  },
});

const refused = (code: string, why: string) => new ActionError(code, `Owner not assigned: ${why}`);
