"use client";

import { Braces } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { inputClass } from "@/components/ui/input";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import { DataTree } from "../data/data-tree";
import type { useReferencePicker } from "./use-reference-picker";

type EditorFrameProps = {
  host: RefObject<HTMLDivElement | null>;
  picker: ReturnType<typeof useReferencePicker>;
  invalid: boolean;
  readOnly: boolean;
  className?: string;
  /** Beside the button that inserts data. */
  tools?: ReactNode;
};

/** The border around an editor, its button for data, and the data that can be inserted. */
export function EditorFrame({ host, picker, invalid, readOnly, className, tools }: EditorFrameProps) {
  const frame = useRef<HTMLDivElement>(null);
  return (
    <Popover open={picker.open !== null}>
      <PopoverAnchor asChild>
        <div
          ref={frame}
          className={cn(
            inputClass(),
            "group relative h-auto min-h-8 overflow-hidden p-0 focus-within:border-ring focus-within:outline-2 focus-within:outline-ring",
            invalid && "border-failed",
            readOnly && "bg-sunken",
            className,
          )}
        >
          <div ref={host} className={cn("min-w-0", readOnly ? "" : "pr-7")} />
          {readOnly ? null : (
            <div className="absolute top-0.5 right-0.5 flex">
              {tools}
              <IconButton
                label="Insert data"
                shortcut="{{"
                tabIndex={-1}
                className="size-6 opacity-60 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100"
                onPointerDown={(event) => event.preventDefault()}
                onClick={picker.begin}
              >
                <Braces aria-hidden />
              </IconButton>
            </div>
          )}
        </div>
      </PopoverAnchor>
      <PopoverContent
        aria-label="Data of the run"
        className="w-(--radix-popover-trigger-width) min-w-80 p-0"
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onInteractOutside={(event) => event.preventDefault()}
        // The layer hears Escape before the text does.
        onEscapeKeyDown={(event) => {
          event.preventDefault();
          picker.close();
        }}
        // A click here must not take focus from the text.
        onPointerDown={(event) => event.preventDefault()}
        onMouseDown={(event) => event.preventDefault()}
      >
        <DataTree reachable data={picker.data} onChoose={picker.choose} query={picker.open?.query ?? ""} />
      </PopoverContent>
    </Popover>
  );
}
