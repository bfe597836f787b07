/**
 * What a plugin declares: `plugin.json`, the answer of its /api/capabilities, and the body of register-actions. Two
 * spellings of an action are accepted, { id, name, method, input_schema } and { action_type, title, category,
 * required_fields, endpoint }; both become one `PluginAction`.
 */
import * as z from "zod";
import {
  type MessageChannel,
  type MessagePurpose,
  messageChannelSchema,
  messagePurposeSchema,
} from "./messaging";

const word = z.string().min(1).max(200);
const text = z.string().max(2000);

/** A path below the plugin's own address: no host, and no way up. */
export const endpointSchema = z
  .string()
  .max(500)
  .refine(
    (path) => /^\/(?!\/)[^\s\\?#]*$/.test(path) && !/\/\/|(^|\/)(\.|%2e){1,2}(\/|$)/i.test(path),
    "write the endpoint as a path such as /actions/send-welcome-email",
  );

const fieldTypes = ["string", "number", "integer", "boolean", "object", "array"] as const;
const fieldTypeSchema = z.enum(fieldTypes);

/** `{ "email": { "type": "string", "required": true } }`; a bare type name is short for one. */
const inputFieldSchema = z.union([
  fieldTypeSchema.transform((type) => ({ type, required: false, title: undefined, description: undefined })),
  z.object({
    type: fieldTypeSchema.optional(),
    required: z.boolean().default(false),
    title: text.optional(),
    description: text.optional(),
  }),
]);

const declaredActionSchema = z.object({
  id: word.optional(),
  action_type: word.optional(),
  name: word.optional(),
  title: word.optional(),
  description: text.default(""),
  category: word.default("plugin"),
  endpoint: endpointSchema,
  method: z.enum(["POST", "PUT", "PATCH", "DELETE", "GET"]).default("POST"),
  input_schema: z.record(word, inputFieldSchema).default({}),
  required_fields: z.array(word).max(100).default([]),
  output_schema: z.record(word, z.unknown()).default({}),
  /** The action reaches a person: which of its fields holds the address. */
  messaging: z
    .object({
      channel: messageChannelSchema,
      to: word.optional(),
      purpose: messagePurposeSchema.optional(),
    })
    .optional(),
});

export type PluginField = {
  type?: (typeof fieldTypes)[number];
  required: boolean;
  title?: string;
  description?: string;
};

export type PluginAction = {
  id: string;
  title: string;
  description: string;
  category: string;
  endpoint: string;
  method: "POST" | "PUT" | "PATCH" | "DELETE" | "GET";
  fields: Record<string, PluginField>;
  outputSchema: Record<string, unknown>;
  /** Whom it reaches, told by the author or by its category. `to`: the field; null: it looks the address up itself. */
  messaging: { channel: MessageChannel; to: string | null; purpose: MessagePurpose | null } | null;
};

export const pluginActionSchema = declaredActionSchema.transform((declared, ctx): PluginAction => {
  const id = declared.action_type ?? declared.id;
  if (!id) {
    ctx.addIssue({ code: "custom", path: ["action_type"], message: "name the action: action_type, or id" });
    return z.NEVER;
  }
  const fields: Record<string, PluginField> = { ...declared.input_schema };
  for (const name of declared.required_fields) fields[name] = { ...fields[name], required: true };
  return {
    id,
    title: declared.title ?? declared.name ?? id,
    description: declared.description,
    category: declared.category,
    endpoint: declared.endpoint,
    method: declared.method,
    fields,
    outputSchema: declared.output_schema,
    messaging: messagingOf(declared.category, declared.messaging, fields),
  };
});

const CHANNEL_OF_CATEGORY: Record<string, MessageChannel> = {
  email: "email",
  sms: "sms",
  text_message: "sms",
  call: "call",
  voice: "call",
};

const ADDRESS_FIELDS: Record<MessageChannel, string[]> = {
  email: ["to", "email", "recipient", "to_email", "customer_email", "email_address"],
  sms: ["to", "phone", "recipient", "to_phone", "phone_number", "customer_phone", "mobile"],
  call: ["to", "phone", "recipient", "to_phone", "phone_number", "customer_phone", "mobile"],
};

/** An action in the category email, sms or call reaches people even where its author does not say so. */
function messagingOf(
  category: string,
  declared: z.output<typeof declaredActionSchema>["messaging"],
  fields: Record<string, PluginField>,
): PluginAction["messaging"] {
  const channel = declared?.channel ?? CHANNEL_OF_CATEGORY[category.trim().toLowerCase()];
  if (!channel) return null;
  const to = declared?.to ?? ADDRESS_FIELDS[channel].find((name) => fields[name] !== undefined) ?? null;
  return { channel, to, purpose: declared?.purpose ?? null };
}

export const pluginTriggerSchema = z.object({
  id: word,
  name: word,
  description: text.default(""),
  event_types: z.array(word).min(1).max(50),
  output_schema: z.record(word, z.unknown()).default({}),
});

export type PluginTrigger = z.infer<typeof pluginTriggerSchema>;

export const pluginConditionSchema = z.object({
  id: word,
  name: word,
  description: text.default(""),
  operators: z.array(word).min(1).max(50),
  value_type: word.default("string"),
  /** Where it is asked. Left out: /api/conditions/<id>. */
  endpoint: endpointSchema.optional(),
});
export type PluginCondition = z.infer<typeof pluginConditionSchema>;

export const pluginCapabilitiesSchema = z.object({
  triggers: z.array(pluginTriggerSchema).max(200).default([]),
  actions: z.array(pluginActionSchema).max(200).default([]),
  conditions: z.array(pluginConditionSchema).max(200).default([]),
});

export const pluginManifestSchema = z.object({
  name: word,
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "write the slug in small letters, digits and dashes")
    .max(100),
  version: z.string().max(50).default("1.0.0"),
  capabilities: pluginCapabilitiesSchema.prefault({}),
});
/** As an author writes it. */
export type PluginManifest = z.input<typeof pluginManifestSchema>;
