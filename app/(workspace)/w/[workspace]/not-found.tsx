"use client";

import Link from "next/link";
import { Page } from "@/components/shell/page";
import { useWorkspace } from "@/components/shell/workspace-context";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";

export default function WorkspaceNotFound() {
  const { slug, name } = useWorkspace();
  return (
    <Page crumbs={[{ label: "Not found" }]}>
      <EmptyState
        title={`${name} has nothing at this address`}
        action={
          <Link href={`/w/${slug}`} className={buttonClass()}>
            Go to Home
          </Link>
        }
      >
        It may have been deleted, or it belongs to another of your workspaces.
      </EmptyState>
    </Page>
  );
}
