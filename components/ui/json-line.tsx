import { ChevronRight } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { cn } from "./cn";
import type { JsonRow } from "./json-rows";

type JsonLineProps = {
  row: JsonRow;
  focusable: boolean;
  onFocus: () => void;
  onToggle: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onCopyPath: () => void;
  onCopyValue: () => void;
};

/** One line of a JsonTree. */
export function JsonLine({
  row,
  focusable,
  onFocus,
  onToggle,
  onKeyDown,
  onCopyPath,
  onCopyValue,
}: JsonLineProps) {
  const branch = row.kind === "value" && (row.size ?? 0) > 0;
  return (
    <div
      role="treeitem"
      aria-level={row.level + 1}
      aria-expanded={branch ? row.open : undefined}
      aria-selected={focusable}
      tabIndex={focusable ? 0 : -1}
      onFocus={onFocus}
      onClick={branch || row.kind === "more" ? onToggle : undefined}
      onKeyDown={onKeyDown}
      style={{ paddingLeft: row.level * 14 + 2 }}
      className={cn(
        "group/line relative flex min-h-5 items-start rounded-sm leading-5 focus-visible:-outline-offset-2 hover:bg-hover",
        (branch || row.kind === "more") && "cursor-pointer",
      )}
    >
      <ChevronRight
        aria-hidden
        className={cn(
          "mt-1 mr-0.5 size-3 shrink-0 text-faint transition-transform",
          !branch && "invisible",
          branch && row.open && "rotate-90",
        )}
      />
      {row.kind === "more" ? (
        <span className="text-accent-ink">
          Show {Math.min(100, row.hidden)} more of {row.hidden}
        </span>
      ) : (
        <>
          <span className="min-w-0 flex-1 break-words">
            {row.name === null ? null : (
              <>
                <span className="text-ink">{row.name}</span>
                <span className="text-faint">: </span>
              </>
            )}
            <Value value={row.value} size={row.size} open={row.open && row.name !== null} />
          </span>
          <span className="absolute top-0 right-9 hidden gap-1 bg-sunken pl-1 group-hover/line:flex">
            {row.path ? <LineButton label="Copy path" onClick={onCopyPath} /> : null}
            <LineButton label="Copy value" onClick={onCopyValue} />
          </span>
        </>
      )}
    </div>
  );
}

/** For the mouse; the keyboard has C and P on the line itself. */
function LineButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
      className="rounded-sm bg-active px-1 font-sans text-muted hover:text-ink"
    >
      {label}
    </button>
  );
}

const LONG = 400;

function Value({ value, size, open }: { value: unknown; size: number | null; open: boolean }) {
  const [whole, setWhole] = useState(false);
  if (size !== null) {
    const list = Array.isArray(value);
    if (size === 0) return <span className="text-muted">{list ? "[]" : "{}"}</span>;
    return open ? null : (
      <span className="text-muted">
        {list ? "list of " : ""}
        {size} {list ? (size === 1 ? "item" : "items") : size === 1 ? "field" : "fields"}
      </span>
    );
  }
  if (typeof value === "string") {
    const cut = !whole && value.length > LONG;
    return (
      <span className="whitespace-pre-wrap break-words text-trigger">
        “{cut ? value.slice(0, LONG) : value}
        {cut ? (
          <button
            type="button"
            tabIndex={-1}
            className="font-sans text-accent-ink hover:underline"
            onClick={() => setWhole(true)}
          >
            … {(value.length - LONG).toLocaleString("en-US")} more characters
          </button>
        ) : null}
        ”
      </span>
    );
  }
  if (typeof value === "number") return <span className="text-accent-ink">{String(value)}</span>;
  if (typeof value === "boolean") return <span className="text-wait">{String(value)}</span>;
  return <span className="text-muted">{value === undefined ? "none" : String(value)}</span>;
}
