"use client";

import { FileUp } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { Page } from "@/components/shell/page";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import type { OpenSetup } from "./template-types";

const ImportTemplateDialog = dynamic(() =>
  import("./import-template-dialog").then((module) => module.ImportTemplateDialog),
);

type TemplatesPageProps = { openSetups: OpenSetup[]; children: ReactNode };

/** Flows to start from: what one has begun, the workspace's own, and the gallery. */
export function TemplatesPage({ openSetups, children }: TemplatesPageProps) {
  const { slug, role } = useWorkspace();
  const [importing, setImporting] = useState(false);
  return (
    <Page
      crumbs={[{ label: "Templates" }]}
      actions={
        role === "viewer" ? null : (
          <Button onClick={() => setImporting(true)}>
            <FileUp aria-hidden />
            Import template
          </Button>
        )
      }
    >
      {openSetups.length > 0 && role !== "viewer" ? (
        <section
          aria-labelledby="open-setups"
          className="mb-6 rounded-lg border border-line bg-surface px-4 py-3"
        >
          <h2 id="open-setups" className="font-medium">
            Not turned on yet
          </h2>
          <ul className="mt-1">
            {openSetups.map(({ flowId, name }) => (
              <li key={flowId} className="flex min-h-9 items-center gap-3">
                <span className="min-w-0 flex-1 truncate">{name}</span>
                <Link
                  href={`/w/${slug}/templates/setup/${flowId}`}
                  aria-label={`Go on with ${name}`}
                  className={buttonClass()}
                >
                  Go on
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {children}
      {importing ? <ImportTemplateDialog onClose={() => setImporting(false)} /> : null}
    </Page>
  );
}
