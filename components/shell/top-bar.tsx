"use client";

import { ChevronRight, Search } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { MobileNav } from "./mobile-nav";
import { NoticeBar } from "./notice-bar";
import { NotificationBell } from "./notification-bell";
import { useShell } from "./shell-context";
import { useModifierKey } from "./use-modifier-key";

export type Crumb = { label: string; href?: string };

type TopBarProps = {
  crumbs: Crumb[];
  title?: ReactNode;
  actions?: ReactNode;
  heading: "bar" | "content";
};

export function TopBar({ crumbs, title, actions, heading }: TopBarProps) {
  const last = crumbs.at(-1);
  return (
    <div className="sticky top-0 z-30 bg-canvas">
      <header className="flex h-12 items-center gap-2 border-line border-b px-4 desk:px-6">
        <MobileNav />
        <nav aria-label="Breadcrumb" className="flex min-w-0 flex-1 items-center gap-1.5">
          {crumbs.slice(0, -1).map((crumb) => (
            <Fragment key={crumb.label}>
              <Link
                href={crumb.href ?? ""}
                className={cn("shrink-0 rounded-sm text-muted hover:text-ink", title && "max-sm:hidden")}
              >
                {crumb.label}
              </Link>
              <ChevronRight
                aria-hidden
                className={cn("size-3.5 shrink-0 text-faint", title && "max-sm:hidden")}
              />
            </Fragment>
          ))}
          {heading === "bar" ? (
            <h1 className="min-w-0 truncate font-semibold">{title ?? last?.label}</h1>
          ) : (
            <span aria-current="page" className="truncate font-medium">
              {last?.label}
            </span>
          )}
        </nav>
        {actions ? <div className="flex shrink-0 items-center gap-2">{actions}</div> : null}
        <SearchButton />
        <NotificationBell />
      </header>
      <NoticeBar />
    </div>
  );
}

function SearchButton() {
  const { openPalette } = useShell();
  const modifier = useModifierKey();
  return (
    <>
      <button
        type="button"
        onClick={openPalette}
        className="hidden h-7 items-center gap-2 rounded-md border border-line-strong pr-1 pl-2 text-muted transition-colors hover:bg-hover hover:text-ink desk:flex"
      >
        <Search aria-hidden className="size-4" />
        Search
        <Kbd>{modifier} K</Kbd>
      </button>
      <IconButton label="Search" className="desk:hidden" onClick={openPalette}>
        <Search aria-hidden />
      </IconButton>
    </>
  );
}
