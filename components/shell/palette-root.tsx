"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import {
  ArrowRightLeft,
  Keyboard,
  ListPlus,
  LogOut,
  Moon,
  PanelLeft,
  Pause,
  Play,
  Plus,
  Sun,
  Upload,
  UserPlus,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { PaletteItem } from "./palette-item";
import { palettePages } from "./palette-pages";
import { useShell } from "./shell-context";
import { useTRPC } from "./trpc";
import { useWorkspace } from "./workspace-context";

type PaletteRootProps = { query: string; close: () => void; startPause: () => void };

/** Pages, a run whose id was typed, and actions. */
export function PaletteRoot({ query, close, startPause }: PaletteRootProps) {
  const router = useRouter();
  const { slug, role } = useWorkspace();
  const { workspaces, settingsPages, signOut, openCreateWorkspace, openShortcuts, toggleSidebar } =
    useShell();
  const { resolvedTheme, setTheme } = useTheme();
  const base = `/w/${slug}`;
  const dark = resolvedTheme === "dark";
  const go = (path: string) => {
    close();
    router.push(path);
  };
  const act = (action: () => unknown) => {
    close();
    action();
  };
  return (
    <>
      <FoundRun query={query} onOpen={(runId) => go(`${base}/runs/${runId}`)} />
      {palettePages(settingsPages).map(({ heading, pages }) => (
        <Command.Group key={heading} heading={heading}>
          {pages.map(({ value, label, keywords, icon, keys, path }) => (
            <PaletteItem
              key={value}
              value={value}
              keywords={keywords}
              icon={icon}
              aside={keys}
              onSelect={() => go(base + path)}
            >
              {label}
            </PaletteItem>
          ))}
        </Command.Group>
      ))}
      <Command.Group heading="Actions">
        {role === "viewer" ? null : (
          <>
            <PaletteItem value="pause flow" keywords={["stop", "disable"]} icon={Pause} onSelect={startPause}>
              Pause flow…
            </PaletteItem>
            {NEW.map(({ words, keywords, icon, path }) => (
              <PaletteItem
                key={path}
                value={words}
                keywords={keywords}
                icon={icon}
                onSelect={() => go(base + path)}
              >
                {words}
              </PaletteItem>
            ))}
          </>
        )}
        <PaletteItem
          value="theme"
          keywords={["switch", "dark", "light", "appearance"]}
          icon={dark ? Sun : Moon}
          onSelect={() => act(() => setTheme(dark ? "light" : "dark"))}
        >
          Switch to {dark ? "light" : "dark"} theme
        </PaletteItem>
        <PaletteItem
          value="toggle sidebar"
          keywords={["collapse", "expand"]}
          icon={PanelLeft}
          aside="["
          onSelect={() => act(toggleSidebar)}
        >
          Toggle sidebar
        </PaletteItem>
        <PaletteItem
          value="keyboard shortcuts"
          keywords={["keys", "help"]}
          icon={Keyboard}
          aside="?"
          onSelect={() => act(openShortcuts)}
        >
          Keyboard shortcuts
        </PaletteItem>
        <PaletteItem
          value="create workspace"
          keywords={["new"]}
          icon={Plus}
          onSelect={() => act(openCreateWorkspace)}
        >
          Create workspace…
        </PaletteItem>
        {workspaces
          .filter((workspace) => workspace.slug !== slug)
          .map((workspace) => (
            <PaletteItem
              key={workspace.slug}
              value={`switch workspace ${workspace.slug}`}
              keywords={[workspace.name]}
              icon={ArrowRightLeft}
              onSelect={() => go(`/w/${workspace.slug}`)}
            >
              Switch to {workspace.name}
            </PaletteItem>
          ))}
        <PaletteItem
          value="sign out"
          keywords={["log out", "leave"]}
          icon={LogOut}
          onSelect={() => act(signOut)}
        >
          Sign out
        </PaletteItem>
      </Command.Group>
    </>
  );
}

const NEW = [
  { words: "New contact…", keywords: ["create", "add", "lead"], icon: UserPlus, path: "/contacts?new=true" },
  { words: "Import contacts…", keywords: ["csv", "file", "upload"], icon: Upload, path: "/contacts/import" },
  { words: "New task…", keywords: ["create", "add", "to do"], icon: ListPlus, path: "/tasks?new=true" },
];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function FoundRun({ query, onOpen }: { query: string; onOpen: (runId: string) => void }) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const wanted = UUID.test(query);
  const { data } = useQuery(
    trpc.runs.list.queryOptions({ workspace: slug, q: query, limit: 5 }, { enabled: wanted }),
  );
  if (!wanted || !data?.runs.length) return null;
  return (
    <Command.Group heading="Runs">
      {data.runs.map((run) => (
        <PaletteItem
          key={run.id}
          value={`run ${run.id}`}
          icon={Play}
          keywords={[query]}
          aside={
            <RunStatusBadge status={run.status} wakeAt={run.wakeAt} reason={run.reason} appearance="inline" />
          }
          onSelect={() => onOpen(run.id)}
        >
          {run.flowName ?? run.triggerEventType}{" "}
          <span className="font-mono text-muted text-xs">{run.id.slice(-12)}</span>
        </PaletteItem>
      ))}
    </Command.Group>
  );
}
