"use client";

import { Fragment } from "react";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { navItems } from "./nav-items";
import { useModifierKey } from "./use-modifier-key";

type ShortcutsDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** What the keys do. */
export function ShortcutsDialog({ open, onOpenChange }: ShortcutsDialogProps) {
  const modifier = useModifierKey();
  const groups = [
    {
      title: "Everywhere",
      keys: [
        { keys: [modifier, "K"], words: "Search, or do something" },
        { keys: ["["], words: "Fold or unfold the sidebar" },
        { keys: ["?"], words: "This list" },
      ],
    },
    { title: "In lists", keys: LISTS },
    { title: "Go to", keys: navItems.map(({ key, label }) => ({ keys: ["G", key], words: label })) },
  ];
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent size="md" title="Keyboard shortcuts">
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          {groups.map(({ title, keys: lines }) => (
            <section key={title} className="last:sm:col-start-2 last:sm:row-span-2 last:sm:row-start-1">
              <h3 className="mb-1 font-medium">{title}</h3>
              <dl className="grid grid-cols-[1fr_auto] gap-x-3">
                {lines.map(({ keys, words }) => (
                  <Fragment key={words}>
                    <dt className="py-1 text-muted">{words}</dt>
                    <dd className="flex items-center gap-1 py-1">
                      {keys.map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dd>
                  </Fragment>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  );
}

const LISTS = [
  { keys: ["J"], words: "Next row" },
  { keys: ["K"], words: "Row before" },
  { keys: ["↵"], words: "Open it" },
  { keys: ["X"], words: "Select it, or tick it off" },
  { keys: ["N"], words: "New one" },
  { keys: ["/"], words: "Search the list" },
  { keys: ["H", "L"], words: "Column beside, on a board" },
];
