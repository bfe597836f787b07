"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight, Folder } from "lucide-react";
import { Fragment } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import { folderName, foldersAbove, foldersBelow } from "@/server/domain/flow-folder";

type FolderBarProps = { folder: string; onFolder: (folder: string) => void };

/** Where in the folders one is, and those below. Nothing while no flow stands in a folder. */
export function FolderBar({ folder, onFolder }: FolderBarProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data } = useQuery(trpc.flows.places.queryOptions({ workspace }));
  const folders = data?.folders ?? [];
  const above = foldersAbove(folder);
  const below = foldersBelow(folders, folder);
  if (folder === "" && below.length === 0) return null;
  return (
    <nav aria-label="Folders" className="mb-3 flex flex-wrap items-center gap-x-1 gap-y-1.5">
      {["", ...above].map((path) => (
        <Fragment key={path}>
          {path === "" ? null : <ChevronRight aria-hidden className="size-3.5 text-faint" />}
          <Button
            variant="ghost"
            aria-current={path === folder ? "location" : undefined}
            className="px-1.5 aria-[current]:font-medium"
            onClick={() => onFolder(path)}
          >
            {path === "" ? "All flows" : folderName(path)}
          </Button>
        </Fragment>
      ))}
      {below.length > 0 ? (
        <ul aria-label="Folders here" className="ml-2 flex flex-wrap gap-1.5">
          {below.map(({ path, flows }) => (
            <li key={path}>
              <Button onClick={() => onFolder(path)} title={path}>
                <Folder aria-hidden className="text-muted" />
                <span className="max-w-48 truncate">{folderName(path)}</span>
                <span className="font-normal text-muted tabular-nums">{formatNumber(flows)}</span>
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </nav>
  );
}
