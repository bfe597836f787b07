"use client";

import {
  ArrowRight,
  CornerDownRight,
  Keyboard,
  Maximize,
  Play,
  Plus,
  Redo2,
  Replace,
  ShieldAlert,
  Spline,
  StickyNote,
  TextSearch,
  Undo2,
  Upload,
  Wand,
  Zap,
} from "lucide-react";
import { useMemo } from "react";
import { type PaletteCommand, useProvideCommands } from "@/components/shell/palette-commands";
import { useModifierKey } from "@/components/shell/use-modifier-key";
import { stepTitle } from "@/server/domain/step-title";
import { useBuilderView } from "./builder-view";
import { chooserItems } from "./chooser-items";
import { connectChoices } from "./connect-choices";
import { placeOfSelection } from "./place-of-selection";
import { stepIcon } from "./step-icon";
import { useAddStep } from "./use-add-step";
import { useBuilder, useBuilderStore } from "./use-builder";
import type { BuilderTools } from "./use-builder-tools";
import { useCatalogue } from "./use-catalogue";
import { useDirection } from "./use-direction";

/** The builder's part of ⌘K. */
export function useBuilderCommands(tools: BuilderTools): void {
  const store = useBuilderStore();
  const catalogue = useCatalogue();
  const addStep = useAddStep();
  const [direction, setDirection] = useDirection();
  const readOnly = useBuilder((state) => state.readOnly);
  const modifier = useModifierKey();
  const commands = useMemo(() => {
    const show = (id: string) => {
      store.getState().select([id]);
      requestAnimationFrame(() => useBuilderView.getState().canvas?.show(id));
    };
    const looking: PaletteCommand[] = [
      {
        ...{ id: "go-to-step", title: "Go to step…", icon: CornerDownRight, keywords: ["find", "jump"] },
        choices: {
          placeholder: "Which step?",
          empty: "No step has this name.",
          list: () => {
            const { steps, error_handlers } = store.getState().definition;
            return [...steps, ...error_handlers].map((step) => ({
              id: step.id,
              title: stepTitle(step),
              icon: stepIcon(step),
              aside: step.id,
              keywords: [step.id],
              run: () => show(step.id),
            }));
          },
        },
      },
      {
        ...{
          id: "find",
          title: readOnly ? "Find in the flow" : "Find and replace in the flow",
          icon: readOnly ? TextSearch : Replace,
        },
        ...{ shortcut: `${modifier} F`, keywords: ["search", "text"], run: tools.find },
      },
      {
        id: "fit",
        title: "Show the whole flow",
        icon: Maximize,
        shortcut: "1",
        keywords: ["zoom"],
        run: tools.fit,
      },
      {
        ...{ id: "direction", icon: ArrowRight, keywords: ["layout", "horizontal", "vertical"] },
        title: direction === "down" ? "Read from left to right" : "Read from top to bottom",
        run: () => setDirection(direction === "down" ? "right" : "down"),
      },
      {
        ...{ id: "builder-keys", title: "Keys of the builder", icon: Keyboard, shortcut: "?" },
        run: tools.showShortcuts,
      },
    ];
    if (readOnly) return looking;
    const building: PaletteCommand[] = [
      {
        ...{
          id: "add-step",
          title: "Add step…",
          icon: Plus,
          shortcut: "A",
          keywords: ["new", "insert", "action"],
        },
        choices: {
          placeholder: "Which step?",
          empty: "Nothing is called that.",
          list: () =>
            (catalogue ? chooserItems(catalogue) : []).map((item) => ({
              ...{ id: item.key, title: item.title, icon: item.icon, aside: item.group },
              keywords: [...item.keywords, item.description],
              run: () => {
                const { definition, selection } = store.getState();
                addStep(item, placeOfSelection(definition, selection));
              },
            })),
        },
      },
      {
        ...{
          id: "connect-step",
          title: "Connect step…",
          icon: Spline,
          shortcut: "C",
          keywords: ["arrow", "way", "lead"],
        },
        choices: {
          placeholder: "Which way, and where to?",
          empty: "Select a step first. Only steps to which it may lead are listed.",
          list: () => connectChoices(store, show),
        },
      },
      {
        ...{
          id: "change-trigger",
          title: "Change what starts the flow…",
          icon: Zap,
          keywords: ["trigger", "event"],
        },
        run: tools.changeTrigger,
      },
      {
        ...{ id: "add-handler", title: "Add error handler…", icon: ShieldAlert, keywords: ["fail", "catch"] },
        run: tools.addHandler,
      },
      {
        id: "add-note",
        title: "Add note",
        icon: StickyNote,
        shortcut: "N",
        keywords: ["sticky", "comment"],
        run: tools.addNote,
      },
      {
        id: "tidy",
        title: "Tidy up the canvas",
        icon: Wand,
        shortcut: "⇧ A",
        keywords: ["layout", "arrange"],
        run: tools.tidy,
      },
      { id: "undo", title: "Undo", icon: Undo2, shortcut: `${modifier} Z`, run: tools.undo },
      { id: "redo", title: "Redo", icon: Redo2, shortcut: `⇧ ${modifier} Z`, run: tools.redo },
      {
        id: "test",
        title: "Test the flow",
        icon: Play,
        shortcut: `${modifier} ↵`,
        keywords: ["run", "try"],
        run: tools.test,
      },
      {
        id: "publish",
        title: "Publish…",
        icon: Upload,
        shortcut: `⇧ ${modifier} ↵`,
        keywords: ["version", "deploy"],
        run: tools.publish,
      },
    ];
    return [...building, ...looking];
  }, [store, catalogue, addStep, direction, setDirection, readOnly, tools, modifier]);
  useProvideCommands("This flow", commands);
}
