"use client";

import { Play } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { FlowMenu } from "@/components/flows/flow-menu";
import { FlowSafeguards } from "@/components/flows/flow-safeguards";
import type { FlowDetail } from "@/components/flows/flow-types";
import { flowViewState } from "@/components/flows/flow-view-state";
import { PublishFlowDialog } from "@/components/flows/publish-flow-dialog";
import { Page } from "@/components/shell/page";
import { askPalette } from "@/components/shell/palette-commands";
import { useShell } from "@/components/shell/shell-context";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { BuilderBar } from "./builder-bar";
import { BuilderBody } from "./builder-body";
import { BuilderProvider } from "./builder-context";
import { useBuilderView } from "./builder-view";
import { ChooserMenu } from "./chooser-menu";
import { FlowNameField } from "./flow-name-field";
import { KnownFlowNames } from "./known-flow-names";
import { PublishButton } from "./publish-button";
import { UndoButtons } from "./undo-buttons";
import { useBuilder, useBuilderStore } from "./use-builder";
import { useBuilderCommands } from "./use-builder-commands";
import { useBuilderKeys } from "./use-builder-keys";
import { useBuilderPanel } from "./use-builder-panel";
import { useBuilderTools } from "./use-builder-tools";
import { useClipboard } from "./use-clipboard";
import { useSelectionInUrl } from "./use-selection-in-url";

const ShortcutsSheet = dynamic(() => import("./shortcuts-sheet").then((module) => module.ShortcutsSheet));
const FindDialog = dynamic(() => import("./find-dialog").then((module) => module.FindDialog));

/** One flow to build: palette, canvas, inspector, and what is said about it. Viewers and old versions only look. */
export function BuilderPage({ flow }: { flow: FlowDetail }) {
  const { role } = useWorkspace();
  const [{ show }] = useQueryStates(flowViewState, { history: "replace" });
  const active = flow.activeVersion;
  const shown = show === "active" && active ? active.definition : undefined;
  const readOnly = role === "viewer" || flow.status === "archived" || shown !== undefined;
  return (
    <BuilderProvider
      key={`${flow.id} ${shown ? active?.id : "draft"} ${readOnly}`}
      flow={flow}
      readOnly={readOnly}
      shown={shown}
    >
      <Assembly flow={flow} />
    </BuilderProvider>
  );
}

function Assembly({ flow }: { flow: FlowDetail }) {
  const router = useRouter();
  const store = useBuilderStore();
  const { slug: workspace } = useWorkspace();
  const { openPalette } = useShell();
  const [view, setView] = useQueryStates(flowViewState, { history: "replace" });
  const [publishing, setPublishing] = useState(false);
  const readOnly = useBuilder((state) => state.readOnly);
  const dialog = useBuilderView((state) => state.dialog);
  const openDialog = useBuilderView((state) => state.openDialog);

  useEffect(() => useBuilderView.getState().reset, []);
  useSelectionInUrl(view.step, setView);

  const panel = useBuilderPanel();
  const openPanel = useRef(panel.open);
  openPanel.current = panel.open;
  const test = useCallback(() => openPanel.current("test"), []);
  // A link may ask to test the flow at once.
  useEffect(() => {
    if (!view.test) return;
    openPanel.current("test");
    void setView({ test: null });
  }, [view.test, setView]);
  const publish = useCallback(async () => {
    if (await store.getState().saveNow()) setPublishing(true);
  }, [store]);
  const connect = useCallback(() => {
    askPalette("connect-step");
    openPalette();
  }, [openPalette]);
  const tools = useBuilderTools({ test, publish, connect });
  useBuilderKeys(tools);
  useBuilderCommands(tools);
  useClipboard();

  const list = `/w/${workspace}/flows`;
  const mayTest = flow.status !== "archived" && !(readOnly && view.show === "draft");
  return (
    <Names>
      <Page
        layout="flush"
        crumbs={[{ label: "Flows", href: list }, { label: flow.name }]}
        title={<FlowNameField flow={flow} />}
        actions={
          <>
            {readOnly ? null : <UndoButtons />}
            {mayTest ? (
              <Button onClick={test}>
                <Play aria-hidden />
                <span className="max-sm:sr-only">Test</span>
              </Button>
            ) : null}
            <PublishButton flow={flow} onPublish={publish} />
            <FlowMenu flow={flow} onRemoved={() => router.push(list)} />
          </>
        }
      >
        <div className="flex min-h-0 flex-1 flex-col overflow-y-auto desk:overflow-hidden">
          <BuilderBar flow={flow} />
          <FlowSafeguards flow={flow} />
          <BuilderBody flow={flow} />
        </div>
      </Page>
      <ChooserMenu />
      {publishing ? (
        <PublishFlowDialog
          flow={flow}
          number={(flow.versions[0]?.number ?? 0) + 1}
          open
          onOpenChange={setPublishing}
        />
      ) : null}
      {dialog === "shortcuts" ? <ShortcutsSheet onClose={() => openDialog(null)} /> : null}
      {dialog === "find" ? <FindDialog onClose={() => openDialog(null)} /> : null}
    </Names>
  );
}

/** Apart, so that an edit does not draw the page again. */
function Names({ children }: { children: ReactNode }) {
  const definition = useBuilder((state) => state.definition);
  return <KnownFlowNames definition={definition}>{children}</KnownFlowNames>;
}
