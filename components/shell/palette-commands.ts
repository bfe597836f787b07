"use client";

import type { LucideIcon } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";

/** Something that the page which is open adds to ⌘K. */
export type PaletteCommand = {
  /** Unique on the page. */
  id: string;
  title: string;
  icon?: LucideIcon;
  keywords?: string[];
  shortcut?: string;
} & ({ run: () => unknown } | { choices: PaletteChoices });

/** A second page of the palette: what the command is done with. */
export type PaletteChoices = {
  placeholder: string;
  /** Said when nothing matches. */
  empty: string;
  list: () => PaletteChoice[];
};

export type PaletteChoice = {
  id: string;
  title: string;
  icon?: LucideIcon;
  keywords?: string[];
  aside?: string;
  run: () => unknown;
};

type Provided = { heading: string; commands: readonly PaletteCommand[] };

/** Adds commands to ⌘K for as long as the component is there. Memoise the list. */
export function useProvideCommands(heading: string, commands: readonly PaletteCommand[]): void {
  useEffect(() => {
    const one = { heading, commands };
    provided = [...provided, one];
    tell();
    return () => {
      provided = provided.filter((each) => each !== one);
      tell();
    };
  }, [heading, commands]);
}

/** What the open page added. */
export const useProvidedCommands = (): readonly Provided[] =>
  useSyncExternalStore(
    listen,
    () => provided,
    () => NONE,
  );

/** The palette, opened next, begins with the choices of this command. */
export function askPalette(commandId: string): void {
  asked = commandId;
}

/** What it was asked to begin with, once. */
export function takeAsked(): PaletteCommand | null {
  const id = asked;
  asked = null;
  return provided.flatMap(({ commands }) => commands).find((command) => command.id === id) ?? null;
}

let asked: string | null = null;
const NONE: readonly Provided[] = [];
let provided: readonly Provided[] = NONE;
const listeners = new Set<() => void>();
const tell = () => {
  for (const changed of listeners) changed();
};

function listen(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
