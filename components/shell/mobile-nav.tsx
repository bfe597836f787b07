"use client";

import { Menu } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { SidebarNav } from "./sidebar-nav";
import { UserMenu } from "./user-menu";
import { WorkspaceSwitcher } from "./workspace-switcher";

/** The sidebar as a sheet, under 900 px. */
export function MobileNav() {
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <IconButton
        label="Open menu"
        size="md"
        className="-ml-2 desk:hidden"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <Menu aria-hidden />
      </IconButton>
      <SheetContent title="Menu" side="left" hideTitle className="w-72 bg-sunken">
        <div className="flex h-full flex-col">
          <div className="flex h-12 items-center pr-11 pl-2">
            <WorkspaceSwitcher />
          </div>
          <div className="flex-1 overflow-y-auto py-2">
            <SidebarNav onNavigate={() => setOpen(false)} />
          </div>
          <div className="flex border-line border-t p-2">
            <UserMenu />
          </div>
        </div>
      </SheetContent>
    </Sheet>
  );
}
