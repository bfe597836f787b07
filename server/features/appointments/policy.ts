import type { Role } from "@/server/domain/workspace";

export const appointmentsPolicy = {
  "appointments.read": ["owner", "admin", "editor", "viewer"],
  "appointments.write": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;
