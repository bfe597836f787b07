"use client";

import { useState } from "react";
import { Page } from "@/components/shell/page";
import { useWorkspace } from "@/components/shell/workspace-context";
import { EmptyState } from "@/components/ui/empty-state";
import type { CsvField } from "@/server/domain/contact-csv";
import { ImportFile } from "./import-file";
import { ImportMapping } from "./import-mapping";
import { ImportPreview } from "./import-preview";
import { ImportResult } from "./import-result";
import { ImportRunning } from "./import-running";
import { ImportSteps } from "./import-steps";
import type { ImportFileContent, ImportOptions } from "./import-types";
import { useImportContacts } from "./use-import-contacts";

type Stage =
  | { at: "file" }
  | { at: "columns"; file: ImportFileContent; mapping: (CsvField | null)[] }
  | { at: "preview"; file: ImportFileContent; mapping: (CsvField | null)[] }
  | { at: "import"; file: ImportFileContent };

/** A CSV file becomes contacts, step by step; nothing is written before the last one. */
export function ImportPage() {
  const { slug, role } = useWorkspace();
  const [stage, setStage] = useState<Stage>({ at: "file" });
  const work = useImportContacts();
  const start = (file: ImportFileContent, mapping: (CsvField | null)[], options: ImportOptions) => {
    setStage({ at: "import", file });
    void work.start(file, mapping, options);
  };
  return (
    <Page layout="narrow" crumbs={[{ label: "Contacts", href: `/w/${slug}/contacts` }, { label: "Import" }]}>
      {role === "viewer" ? (
        <EmptyState title="Your role may look at contacts, not import them">
          Ask an owner or admin of the workspace for the role of an editor.
        </EmptyState>
      ) : (
        <>
          <ImportSteps at={work.report ? "result" : stage.at} />
          {stage.at === "file" ? (
            <ImportFile onRead={(file, mapping) => setStage({ at: "columns", file, mapping })} />
          ) : null}
          {stage.at === "columns" ? (
            <ImportMapping
              file={stage.file}
              mapping={stage.mapping}
              onChange={(mapping) => setStage({ ...stage, mapping })}
              onBack={() => setStage({ at: "file" })}
              onNext={() => setStage({ ...stage, at: "preview" })}
            />
          ) : null}
          {stage.at === "preview" ? (
            <ImportPreview
              file={stage.file}
              mapping={stage.mapping}
              onBack={() => setStage({ ...stage, at: "columns" })}
              onImport={(options) => start(stage.file, stage.mapping, options)}
            />
          ) : null}
          {stage.at === "import" && !work.report ? (
            <ImportRunning done={work.done} total={work.total} onStop={work.stop} />
          ) : null}
          {work.report ? (
            <ImportResult
              report={work.report}
              onAgain={() => {
                work.forget();
                setStage({ at: "file" });
              }}
            />
          ) : null}
        </>
      )}
    </Page>
  );
}
