"use client";

import { useModifierKey } from "@/components/shell/use-modifier-key";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { shortcuts } from "./shortcuts";

/** Every key of the builder. */
export function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  const modifier = useModifierKey();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Keyboard shortcuts" size="lg">
        <div className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
          {shortcuts.map(({ title, list }) => (
            <section key={title} aria-label={title}>
              <h3 className="mb-1 font-medium text-muted text-xs">{title}</h3>
              <dl>
                {list.map(({ keys, does }) => (
                  <div
                    key={does}
                    className="flex items-baseline gap-3 border-line border-b py-1.5 last:border-0"
                  >
                    <dd className="order-2 ml-auto flex shrink-0 gap-1">
                      {keys.map((key) => (
                        <Kbd key={key}>{key === "mod" ? modifier : key}</Kbd>
                      ))}
                    </dd>
                    <dt className="min-w-0">{does}</dt>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  );
}
