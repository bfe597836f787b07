import * as z from "zod";
import { PASSWORD_MIN } from "./password-rule";
import { timezoneSchema, workspaceNameSchema } from "./workspace-settings";

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "An email address has at most 254 characters.")
  .pipe(z.email("Enter an email address like name@company.com."));

/** Length decides, not special characters. The upper end keeps hashing cheap. */
export const passwordSchema = z
  .string()
  .min(PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters.`)
  .max(200, "Use at most 200 characters.");

export const personNameSchema = z
  .string()
  .trim()
  .min(1, "Enter your name.")
  .max(100, "Use at most 100 characters.");

export const signUpSchema = z.object({
  name: personNameSchema,
  email: emailSchema,
  password: passwordSchema,
  workspaceName: workspaceNameSchema,
  timezone: timezoneSchema.catch("UTC"),
});

export type SignUp = z.output<typeof signUpSchema>;
