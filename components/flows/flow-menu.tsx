"use client";

import {
  Archive,
  ArchiveRestore,
  Copy,
  Download,
  Ellipsis,
  FolderInput,
  LayoutTemplate,
  Pencil,
  Wallet,
  Waypoints,
} from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import type { FlowStatus } from "@/server/domain/flow";
import { RenameFlowDialog } from "./rename-flow-dialog";
import { useExportFlow } from "./use-export-flow";
import { useFlowActions } from "./use-flow-actions";

const ReferencesSheet = dynamic(() => import("./references-sheet").then((module) => module.ReferencesSheet));
const FileFlowDialog = dynamic(() => import("./file-flow-dialog").then((module) => module.FileFlowDialog));
const FlowBudgetDialog = dynamic(() =>
  import("@/components/billing/flow-budget-dialog").then((module) => module.FlowBudgetDialog),
);
const SaveTemplateDialog = dynamic(() =>
  import("@/components/templates/save-template-dialog").then((module) => module.SaveTemplateDialog),
);

type FlowMenuProps = {
  flow: {
    id: string;
    externalId: string | null;
    name: string;
    description: string;
    status: FlowStatus;
    folder: string;
    tags: string[];
  };
  onRemoved?: () => void;
};

/** Rename, file, give a budget, duplicate, keep as a template, export, delete (or bring back). Nothing to show to those who may only look. */
export function FlowMenu({ flow, onRemoved }: FlowMenuProps) {
  const { mayEdit, duplicate, remove, restore } = useFlowActions();
  const exportFlow = useExportFlow();
  const [renaming, setRenaming] = useState(false);
  const [seeking, setSeeking] = useState(false);
  const [filing, setFiling] = useState(false);
  const [saving, setSaving] = useState(false);
  const [budgeting, setBudgeting] = useState(false);
  if (!mayEdit) return null;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`More for ${flow.name}`}>
            <Ellipsis aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {flow.status === "archived" ? (
            <DropdownMenuItem icon={<ArchiveRestore aria-hidden />} onSelect={() => restore(flow)}>
              Restore
            </DropdownMenuItem>
          ) : (
            <>
              <DropdownMenuItem icon={<Pencil aria-hidden />} onSelect={() => setRenaming(true)}>
                Rename…
              </DropdownMenuItem>
              <DropdownMenuItem icon={<FolderInput aria-hidden />} onSelect={() => setFiling(true)}>
                Folder and tags…
              </DropdownMenuItem>
              <DropdownMenuItem icon={<Wallet aria-hidden />} onSelect={() => setBudgeting(true)}>
                Budget…
              </DropdownMenuItem>
              <DropdownMenuItem icon={<Waypoints aria-hidden />} onSelect={() => setSeeking(true)}>
                Flows that start it…
              </DropdownMenuItem>
              <DropdownMenuItem icon={<Copy aria-hidden />} onSelect={() => duplicate(flow)}>
                Duplicate
              </DropdownMenuItem>
              <DropdownMenuItem icon={<LayoutTemplate aria-hidden />} onSelect={() => setSaving(true)}>
                Save as template…
              </DropdownMenuItem>
              <DropdownMenuItem icon={<Download aria-hidden />} onSelect={() => void exportFlow(flow)}>
                Export JSON
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              <DropdownMenuItem
                tone="danger"
                icon={<Archive aria-hidden />}
                onSelect={() => {
                  remove(flow);
                  onRemoved?.();
                }}
              >
                Delete
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {seeking ? (
        <ReferencesSheet
          sought={{ kind: "flow", value: flow.id, ...(flow.externalId && { also: [flow.externalId] }) }}
          title={`Flows that start “${flow.name}”`}
          onClose={() => setSeeking(false)}
        />
      ) : null}
      {budgeting ? <FlowBudgetDialog flow={flow} onClose={() => setBudgeting(false)} /> : null}
      {filing ? <FileFlowDialog flow={flow} onClose={() => setFiling(false)} /> : null}
      {saving ? <SaveTemplateDialog flow={flow} onClose={() => setSaving(false)} /> : null}
      <RenameFlowDialog flow={flow} open={renaming} onOpenChange={setRenaming} />
    </>
  );
}
