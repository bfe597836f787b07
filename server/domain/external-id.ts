import * as z from "zod";

/** The id that a record has where it comes from. Every address takes it in place of ours. */
export const externalIdSchema = z
  .union([z.string(), z.number().int().transform(String)], { error: "Has to be text." })
  .transform((id) => id.trim())
  .refine(
    (id) => id.length >= 1 && id.length <= 200 && !/\p{Cc}/u.test(id),
    "Has to have 1 to 200 characters.",
  );

/** A document calls its own id `id` or `external_id`. */
export const ownIdFields = {
  id: externalIdSchema.nullish().meta({ description: "Your id of it; every address takes it." }),
  external_id: externalIdSchema.nullish().meta({ description: "Another name of id." }),
};

export const ownIdOf = (data: { id?: string | null | undefined; external_id?: string | null | undefined }) =>
  data.external_id ?? data.id ?? null;
