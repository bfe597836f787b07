import * as z from "zod";
import { emailAddress } from "./contact-key";

/** How the connection is protected. tls: from the first byte (465). starttls: after a greeting (587). none: not at all. */
export const smtpSecurity = ["starttls", "tls", "none"] as const;

/** What may be shown of a mail server. */
export const smtpSettingsSchema = z.object({
  host: z
    .string()
    .trim()
    .min(1, "Enter the mail server, such as smtp.example.com.")
    .max(253)
    .regex(/^[\w.:-]+$/, "Enter a host name without https:// and path, such as smtp.example.com."),
  port: z.coerce.number("Enter a port, usually 587.").int().min(1, "Enter a port, usually 587.").max(65_535),
  security: z.enum(smtpSecurity),
  user: z.string().trim().max(320),
  from_address: z
    .string()
    .trim()
    .refine((text) => emailAddress(text) !== null, "Enter an email address, such as hello@example.com."),
  from_name: z
    .string()
    .trim()
    .max(100)
    .refine((name) => !/[\r\n]/.test(name), "Use one line."),
});
export type SmtpSettings = z.output<typeof smtpSettingsSchema>;

/** A connection as a person writes it. The password is kept sealed; empty keeps the one that is there. */
export const smtpConnectionSchema = z.object({
  name: z.string().trim().min(1, "Enter a name, such as “Company mail”.").max(80),
  settings: smtpSettingsSchema,
  password: z.string().max(1_000),
  isDefault: z.boolean(),
});
export type SmtpConnection = z.output<typeof smtpConnectionSchema>;
