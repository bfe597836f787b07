import type { Role } from "@/server/domain/workspace";

export const contactsPolicy = {
  "contacts.read": ["owner", "admin", "editor", "viewer"],
  "contacts.edit": ["owner", "admin", "editor"],
  /** Taking all of them away as a file, and bringing many. */
  "contacts.export": ["owner", "admin", "editor"],
  "contacts.import": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;
