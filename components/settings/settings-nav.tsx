"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useShell } from "@/components/shell/shell-context";
import { useWorkspace } from "@/components/shell/workspace-context";
import { cn } from "@/components/ui/cn";

/** The pages of the settings; a row that scrolls on narrow screens, a column beside the content on wide ones. */
export function SettingsNav() {
  const { slug } = useWorkspace();
  const { settingsPages } = useShell();
  const pathname = usePathname();
  return (
    <nav aria-label="Settings" className="-mx-2 overflow-x-auto desk:w-40 desk:shrink-0">
      <ul className="flex gap-0.5 px-0.5 py-0.5 desk:flex-col">
        {settingsPages.map(({ path, label }) => {
          const href = `/w/${slug}/settings${path}`;
          const current = pathname === href;
          return (
            <li key={path}>
              <Link
                ref={current ? show : undefined}
                href={href}
                aria-current={current ? "page" : undefined}
                className={cn(
                  "flex h-7 items-center whitespace-nowrap rounded-md px-2",
                  current ? "bg-active font-medium text-ink" : "text-muted hover:bg-hover hover:text-ink",
                )}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** On a narrow screen the row begins at its left end, wherever the current page's name is. */
const show = (link: HTMLAnchorElement | null) => link?.scrollIntoView({ block: "nearest", inline: "center" });
