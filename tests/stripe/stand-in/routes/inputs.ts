import * as z from "zod";

/** In a form, nothing is "". */
export const emptyAsNull = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal("").transform(() => null), schema]);

export const metadata = z.record(z.string(), z.union([z.string(), z.number()])).transform((given) =>
  Object.fromEntries(
    Object.entries(given)
      .map(([key, value]) => [key, String(value)] as const)
      .filter(([, value]) => value !== ""),
  ),
);

/** Of a change: an item that is there, by its id, or a new one. */
export const subscriptionItem = z.strictObject({
  id: z.string().optional(),
  price: z.string().optional(),
  quantity: z.number().int().optional(),
  deleted: z.boolean().optional(),
  metadata: metadata.optional(),
});

const line = z.string().nullable().default(null);
export const address = z.strictObject({
  city: line,
  country: line,
  line1: line,
  line2: line,
  postal_code: line,
  state: line,
});

export const nothing = z.strictObject({});

/** `created` of a list: an instant or a range. */
export const created = z.union([
  z.number(),
  z.strictObject({
    gt: z.number().optional(),
    gte: z.number().optional(),
    lt: z.number().optional(),
    lte: z.number().optional(),
  }),
]);

export function isWithin(instant: number, range: z.output<typeof created> | undefined): boolean {
  if (range === undefined) return true;
  if (typeof range === "number") return instant === range;
  return (
    (range.gt === undefined || instant > range.gt) &&
    (range.gte === undefined || instant >= range.gte) &&
    (range.lt === undefined || instant < range.lt) &&
    (range.lte === undefined || instant <= range.lte)
  );
}

/** Newest first, as every list of the API is. */
export const newestFirst = <T>(map: Map<string, T>): T[] => [...map.values()].reverse();

/** Metadata is merged: what is not named stays, what is set to "" goes. */
export function mergedMetadata(
  before: Record<string, string>,
  given: Record<string, string | number> | null | undefined,
): Record<string, string> {
  if (given === undefined) return before;
  if (given === null) return {};
  const merged = Object.entries({ ...before, ...given }).map(([key, value]) => [key, String(value)] as const);
  return Object.fromEntries(merged.filter(([, value]) => value !== ""));
}

/** Metadata of an update, where "" says that a key goes. */
export const metadataChange = emptyAsNull(z.record(z.string(), z.union([z.string(), z.number()])));
