/** Members among whom new contacts are handed out in turn (choose-owner.ts). */
import * as z from "zod";
import { MAX_WEIGHT } from "./choose-owner";

export const MAX_POOL_MEMBERS = 200;

export const poolNameSchema = z
  .string("Give the pool a name.")
  .trim()
  .min(1, "Give the pool a name.")
  .max(100, "Use at most 100 characters.");

/** In the order of the pool. */
export const poolMemberSchema = z.object({
  userId: z.uuid(),
  weight: z
    .number("Has to be a whole number.")
    .int("Has to be a whole number.")
    .min(1, "Has to be at least 1.")
    .max(MAX_WEIGHT, `Is at most ${MAX_WEIGHT}.`)
    .default(1),
  offDuty: z.boolean().default(false),
  maxOpen: z
    .number("Has to be a whole number.")
    .int("Has to be a whole number.")
    .min(1, "Has to be at least 1. Leave it empty for no limit.")
    .max(100_000, "Is at most 100,000.")
    .nullable()
    .default(null),
});

export const ownerPoolSchema = z.object({
  name: poolNameSchema,
  members: z
    .array(poolMemberSchema)
    .max(MAX_POOL_MEMBERS, `A pool has at most ${MAX_POOL_MEMBERS} members.`)
    .refine(
      (members) => new Set(members.map(({ userId }) => userId)).size === members.length,
      "Everybody is in a pool once.",
    ),
});
export type OwnerPool = z.output<typeof ownerPoolSchema>;
