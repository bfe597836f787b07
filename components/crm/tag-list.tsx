import { Badge } from "@/components/ui/badge";

/** The first tags, and how many more there are (named on hover). */
export function TagList({ tags, most = 2 }: { tags: readonly string[]; most?: number }) {
  if (tags.length === 0) return <span className="text-faint">–</span>;
  const rest = tags.slice(most);
  return (
    <span className="flex min-w-0 items-center gap-1">
      {tags.slice(0, most).map((tag) => (
        <Badge
          key={tag}
          tone="outline"
          className={tag.length > SHORT ? "min-w-0 shrink" : "shrink-0"}
          title={tag}
        >
          <span className="truncate">{tag}</span>
        </Badge>
      ))}
      {rest.length > 0 ? (
        <span className="shrink-0 text-muted text-xs" title={rest.join(", ")}>
          +{rest.length}
        </span>
      ) : null}
    </span>
  );
}

/** So many letters are always shown: a long tag beside it gives way. */
const SHORT = 8;
