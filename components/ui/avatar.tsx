import { cn } from "./cn";

type AvatarProps = {
  name: string;
  /** round for people, square for workspaces. */
  shape?: "round" | "square";
  size?: "sm" | "md";
  className?: string;
};

/** Initials in a hue that follows from the name. Decoration: the name stands beside it or in a label. */
export function Avatar({ name, shape = "round", size = "sm", className }: AvatarProps) {
  return (
    <span
      aria-hidden
      className={cn(
        "inline-grid shrink-0 select-none place-items-center font-semibold",
        size === "sm" ? "size-5 text-[10px]" : "size-7 text-xs",
        shape === "round" ? "rounded-full" : size === "sm" ? "rounded-sm" : "rounded-md",
        hues[hash(name) % hues.length],
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}

const hues = [
  "bg-accent-soft text-accent-ink",
  "bg-message-soft text-message",
  "bg-wait-soft text-wait",
  "bg-trigger-soft text-trigger",
  "bg-error-soft text-error",
  "bg-held-soft text-held",
];

const hash = (text: string) =>
  [...text].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0, 7);

function initials(name: string) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("") || "?";
}
