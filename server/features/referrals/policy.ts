import type { Role } from "@/server/domain/workspace";

export const referralsPolicy = {
  "referrals.read": ["owner", "admin", "editor", "viewer"],
  "referrals.manage": ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;
