"use client";

import { LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useShell } from "./shell-context";

export function UserMenu({ collapsed = false }: { collapsed?: boolean }) {
  const { user, signOut } = useShell();
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`${user.name}. Account menu`}
        className={cn(
          "flex h-8 min-w-0 items-center gap-2 rounded-md px-1.5 hover:bg-hover data-[state=open]:bg-active",
          collapsed ? "w-8 justify-center" : "flex-1",
        )}
      >
        <Avatar name={user.name} />
        {collapsed ? null : <span className="min-w-0 flex-1 truncate text-left">{user.name}</span>}
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" className="w-56">
        <div className="px-2 py-1">
          <p className="truncate font-medium">{user.name}</p>
          <p className="truncate text-muted text-xs">{user.email}</p>
        </div>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme} onValueChange={setTheme}>
          {themes.map(({ value, label, icon: Icon }) => (
            <DropdownMenuRadioItem key={value} value={value}>
              <Icon aria-hidden />
              {label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem icon={<LogOut aria-hidden />} onSelect={() => void signOut()}>
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

const themes = [
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
  { value: "system", label: "System", icon: Monitor },
] as const;
