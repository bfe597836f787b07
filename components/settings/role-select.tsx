"use client";

import { Select } from "@/components/ui/select";
import { type Role, roleSchema, roles } from "@/server/domain/workspace";

type RoleSelectProps = {
  value: Role;
  onChange: (role: Role) => void;
  /** Roles that the person may hand out. */
  allowOwner: boolean;
  disabled?: boolean;
  "aria-label"?: string;
  size?: "sm" | "md";
};

export const roleWords: Record<Role, { label: string; hint: string }> = {
  owner: { label: "Owner", hint: "everything, also other owners" },
  admin: { label: "Admin", hint: "members, API keys, settings" },
  editor: { label: "Editor", hint: "builds and runs flows" },
  viewer: { label: "Viewer", hint: "looks, changes nothing" },
};

export function RoleSelect({ value, onChange, allowOwner, ...props }: RoleSelectProps) {
  const options = roles.map((role) => ({
    value: role,
    ...roleWords[role],
    disabled: role === "owner" && !allowOwner,
  }));
  return (
    <Select
      options={options}
      value={value}
      onValueChange={(role) => onChange(roleSchema.parse(role))}
      {...props}
    />
  );
}
