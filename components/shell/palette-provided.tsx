"use client";

import { Command } from "cmdk";
import { type PaletteChoices, type PaletteCommand, useProvidedCommands } from "./palette-commands";
import { PaletteItem } from "./palette-item";

type PaletteProvidedProps = { close: () => void; enter: (command: PaletteCommand) => void };

/** The commands of the page that is open; before all others. */
export function PaletteProvided({ close, enter }: PaletteProvidedProps) {
  const groups = useProvidedCommands();
  return groups.map(({ heading, commands }) => (
    <Command.Group key={heading} heading={heading}>
      {commands.map((command) => (
        <PaletteItem
          key={command.id}
          value={`here ${command.id}`}
          keywords={[command.title, ...(command.keywords ?? [])]}
          icon={command.icon}
          aside={command.shortcut}
          onSelect={() => {
            if ("choices" in command) return enter(command);
            close();
            command.run();
          }}
        >
          {command.title}
        </PaletteItem>
      ))}
    </Command.Group>
  ));
}

/** What the command can be done with. */
export function PaletteChoiceList({ choices, close }: { choices: PaletteChoices; close: () => void }) {
  return choices.list().map(({ id, title, icon, keywords, aside, run }) => (
    <PaletteItem
      key={id}
      value={`choice ${id}`}
      keywords={[title, ...(keywords ?? [])]}
      icon={icon}
      aside={aside}
      onSelect={() => {
        close();
        run();
      }}
    >
      {title}
    </PaletteItem>
  ));
}
