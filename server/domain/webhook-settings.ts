import * as z from "zod";

/** What may be shown of an endpoint that events are delivered to. */
export const webhookSettingsSchema = z.object({
  url: z
    .url({ protocol: /^https?$/, error: "Enter a web address, such as https://example.com/hooks." })
    .max(2_000, "Use at most 2,000 characters.")
    .refine(
      (text) => !URL.canParse(text) || (new URL(text).username === "" && new URL(text).password === ""),
      "Leave user name and password out: each delivery is signed instead.",
    ),
});
export type WebhookSettings = z.output<typeof webhookSettingsSchema>;

/** An endpoint as a person writes it. Its secret is made here, and told once. */
export const webhookConnectionSchema = z.object({
  name: z.string().trim().min(1, "Enter a name, such as “Order desk”.").max(80),
  settings: webhookSettingsSchema,
  isDefault: z.boolean(),
});
export type WebhookConnection = z.output<typeof webhookConnectionSchema>;

/** While a secret is exchanged for a new one, deliveries are signed with both. */
export const OLD_SECRET_HOURS = 24;

/** As it is sealed. */
export const webhookSecretSchema = z.object({
  /** whsec_ and base64, as Standard Webhooks writes it. */
  secret: z.string(),
  previous: z.object({ secret: z.string(), until: z.iso.datetime() }).optional(),
});
export type WebhookSecret = z.output<typeof webhookSecretSchema>;
