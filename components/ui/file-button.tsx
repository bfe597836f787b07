"use client";

import { type ComponentProps, useRef } from "react";
import { Button } from "./button";

type FileButtonProps = Omit<ComponentProps<typeof Button>, "onClick"> & {
  /** As the attribute of a file input: ".json,application/json". */
  accept: string;
  /** What the chosen file is, for those who find its field without the button. */
  fileLabel: string;
  onFile: (file: File) => void;
};

/** A button that asks for a file. The same file can be chosen again. */
export function FileButton({ accept, fileLabel, onFile, ...button }: FileButtonProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...button} onClick={() => field.current?.click()} />
      <input
        ref={field}
        type="file"
        aria-label={fileLabel}
        accept={accept}
        className="hidden"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          event.target.value = "";
        }}
      />
    </>
  );
}
