"use client";

import { Check, Copy } from "lucide-react";
import { Button } from "./button";
import { IconButton } from "./icon-button";
import { useCopy } from "./use-copy";

type CopyButtonProps = {
  text: string;
  /** What is copied: "Copy run id". */
  label: string;
  /** Show the label beside the icon. */
  wide?: boolean;
  className?: string;
};

export function CopyButton({ text, label, wide, className }: CopyButtonProps) {
  const { copied, copy } = useCopy();
  const icon = copied ? <Check aria-hidden className="text-succeeded" /> : <Copy aria-hidden />;
  const said = (
    <span role="status" className="sr-only">
      {copied ? "Copied" : ""}
    </span>
  );
  if (wide)
    return (
      <>
        <Button className={className} onClick={() => copy(text)}>
          {icon}
          {copied ? "Copied" : label}
        </Button>
        {said}
      </>
    );
  return (
    <>
      <IconButton label={copied ? "Copied" : label} className={className} onClick={() => copy(text)}>
        {icon}
      </IconButton>
      {said}
    </>
  );
}
