import { cn } from "./cn";
import { CopyButton } from "./copy-button";

type CodeBlockProps = {
  code: string;
  /** What it is, for screen readers and the copy button: "curl command". */
  label: string;
  /** Break long lines instead of scrolling sideways. */
  wrap?: boolean;
  className?: string;
};

export function CodeBlock({ code, label, wrap, className }: CodeBlockProps) {
  return (
    <figure className={cn("group relative rounded-lg border border-line bg-sunken", className)}>
      <figcaption className="sr-only">{label}</figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className={cn(
          "max-h-96 overflow-auto rounded-lg p-3 pr-11 font-mono text-xs leading-5",
          wrap && "whitespace-pre-wrap break-all",
        )}
      >
        <code>{code}</code>
      </pre>
      <CopyButton text={code} label={`Copy ${label}`} className="absolute top-1.5 right-1.5 bg-sunken" />
    </figure>
  );
}
