import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard } from "@/components/auth/auth-card";
import { NewWorkspaceForm } from "@/components/auth/new-workspace-form";
import { openAccount } from "@/server/api/open-workspace";
import { createWorkspaceAction } from "@/server/api/workspace-actions";

export const metadata: Metadata = { title: "New workspace" };

export default async function NewWorkspacePage() {
  const { user, workspaces } = await openAccount("/w/new");
  const back = workspaces[0];
  return (
    <AuthCard
      title="New workspace"
      description="Flows, contacts, tokens and people of a workspace are its own."
      footer={
        back ? (
          <Link href={`/w/${back.slug}`} className="text-accent-ink underline underline-offset-4">
            Back to {back.name}
          </Link>
        ) : (
          `You are signed in as ${user.email} and not a member of any workspace.`
        )
      }
    >
      <NewWorkspaceForm action={createWorkspaceAction} />
    </AuthCard>
  );
}
