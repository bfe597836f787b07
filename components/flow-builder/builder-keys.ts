import type { BuilderTools } from "./use-builder-tools";

type Keys = Record<string, () => unknown>;

/** What keys do in the builder, by name: `a`, `⇧a`, `mod+z`. `shortcuts.ts` tells them to people. */
export function builderKeys(tools: BuilderTools, readOnly: boolean): Keys {
  const looking: Keys = {
    "0": tools.actualSize,
    "1": tools.fit,
    "2": tools.fitSelection,
    "+": tools.zoomIn,
    "=": tools.zoomIn,
    "-": tools.zoomOut,
    "?": tools.showShortcuts,
    "⇧?": tools.showShortcuts,
    "mod+f": tools.find,
    "mod+a": tools.selectAll,
    e: tools.fold,
    escape: tools.letGo,
  };
  if (readOnly) return looking;
  return {
    ...looking,
    a: tools.addStep,
    "⇧a": tools.tidy,
    n: tools.addNote,
    c: tools.connect,
    "/": tools.searchSteps,
    "\\": tools.togglePalette,
    delete: tools.remove,
    backspace: tools.remove,
    "mod+d": tools.duplicate,
    "mod+z": tools.undo,
    "mod+⇧z": tools.redo,
    "mod+y": tools.redo,
    "mod+enter": tools.test,
    "mod+⇧enter": tools.publish,
  };
}
