import * as z from "zod";

export const operators = [
  "equals",
  "not_equals",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "in",
  "not_in",
  "exists",
  "not_exists",
  "gt",
  "gte",
  "lt",
  "lte",
  "matches",
  "before",
  "after",
] as const;

export const operatorSchema = z.enum(operators);
export type Operator = z.infer<typeof operatorSchema>;

const rule = z.object({
  field: z.string().min(1).max(500),
  operator: operatorSchema,
  value: z.json().optional(),
});

/** A condition that a plugin answers. */
const pluginRule = z.object({
  plugin_id: z.string().min(1).max(200),
  condition_id: z.string().min(1).max(200),
  operator: z.string().min(1).max(100),
  value: z.json().optional(),
});

export type Condition =
  | z.infer<typeof rule>
  | z.infer<typeof pluginRule>
  | { and: Condition[] }
  | { or: Condition[] };

/** A rule, or a group of them. Groups nest. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    rule,
    pluginRule,
    z.object({ and: z.array(conditionSchema).min(1).max(50) }),
    z.object({ or: z.array(conditionSchema).min(1).max(50) }),
  ]),
);
