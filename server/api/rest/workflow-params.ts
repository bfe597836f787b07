import * as z from "zod";

/** Of an address about one flow, or one run: our id of it, or the one that it was posted with. */
export const workflowParams = z.object({
  id: z
    .string()
    .min(1)
    .max(200)
    .refine((id) => !/\p{Cc}/u.test(id))
    .meta({ description: "The UUID, or the id that it was posted with." }),
});
