import * as z from "zod";

export const workspaceNameSchema = z
  .string()
  .trim()
  .min(1, "Enter a name for your workspace, such as your company's.")
  .max(80, "Use at most 80 characters.");

export const timezoneSchema = z
  .string()
  .max(64)
  .refine(isTimezone, "Choose a time zone from the list, such as Europe/Berlin.");

/** What owners and admins may change of a workspace. */
export const workspaceSettingsSchema = z.object({ name: workspaceNameSchema, timezone: timezoneSchema });

export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
