import * as z from "zod";
import { apiScopeSchema } from "./api-scope";

/** A web page's origin that may call with a key: scheme and host, no path. */
export const originSchema = z
  .string()
  .trim()
  .max(253)
  .refine(isOrigin, "Enter an origin such as https://shop.example.com, without a path.");

export const newApiKeySchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Enter a name that says where the key is used.")
    .max(80, "Use at most 80 characters."),
  scopes: z
    .array(apiScopeSchema)
    .min(1, "Choose at least one thing that the key may do.")
    .transform((scopes) => [...new Set(scopes)]),
  origins: z.array(originSchema).max(20, "Enter at most 20 origins.").default([]),
});

export type NewApiKey = z.output<typeof newApiKeySchema>;

function isOrigin(text: string): boolean {
  try {
    const url = new URL(text);
    return (url.protocol === "https:" || url.protocol === "http:") && url.origin === text;
  } catch {
    return false;
  }
}
