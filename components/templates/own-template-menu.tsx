"use client";

import { useMutation } from "@tanstack/react-query";
import { Archive, Download, Ellipsis, Link2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { AlertDialog } from "@/components/ui/alert-dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { useExportTemplate } from "./use-export-template";

const ShareTemplateDialog = dynamic(() =>
  import("./share-template-dialog").then((module) => module.ShareTemplateDialog),
);

type OwnTemplateMenuProps = { template: { id: string; name: string; sharePath: string | null } };

/** Share, save as a file, remove: what one can do with a template of the workspace's own. */
export function OwnTemplateMenu({ template }: OwnTemplateMenuProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const { slug: workspace, role } = useWorkspace();
  const exportTemplate = useExportTemplate();
  const [asking, setAsking] = useState<"share" | "remove" | null>(null);
  const remove = useMutation(
    trpc.templates.remove.mutationOptions({
      onSuccess: () => {
        setAsking(null);
        toast.success(`“${template.name}” is removed`, { description: "Flows made of it stay." });
        router.refresh();
      },
      onError: (error) => toast.error(callProblem(error).message),
    }),
  );
  const mayShare = role === "owner" || role === "admin";
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`More for ${template.name}`}>
            <Ellipsis aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {mayShare ? (
            <DropdownMenuItem icon={<Link2 aria-hidden />} onSelect={() => setAsking("share")}>
              Share by link…
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem
            icon={<Download aria-hidden />}
            onSelect={() => void exportTemplate({ ref: template.id, name: template.name })}
          >
            Export JSON
          </DropdownMenuItem>
          {role === "viewer" ? null : (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem
                tone="danger"
                icon={<Archive aria-hidden />}
                onSelect={() => setAsking("remove")}
              >
                Remove…
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {asking === "share" ? (
        <ShareTemplateDialog template={template} onClose={() => setAsking(null)} />
      ) : null}
      <AlertDialog
        open={asking === "remove"}
        onOpenChange={(open) => !open && setAsking(null)}
        title={`Remove “${template.name}”?`}
        description="Flows that were made of it stay as they are. A link that it is shared by leads nowhere then."
        confirmLabel="Remove template"
        pending={remove.isPending}
        onConfirm={() => remove.mutate({ workspace, templateId: template.id })}
      />
    </>
  );
}
