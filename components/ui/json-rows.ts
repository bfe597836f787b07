export type JsonRow =
  | {
      kind: "value";
      path: string;
      name: string | null;
      level: number;
      value: unknown;
      size: number | null;
      open: boolean;
    }
  | { kind: "more"; path: string; level: number; hidden: number };

export const JSON_PAGE = 100;

/**
 * The visible lines of a JSON value: every value one line, containers with their number of children.
 * `isOpen` says which containers show their children, `shownOf` how many of them.
 */
export function jsonRows(
  value: unknown,
  isOpen: (path: string, level: number) => boolean,
  shownOf: (path: string) => number,
) {
  const rows: JsonRow[] = [];
  const walk = (current: unknown, name: string | null, path: string, level: number) => {
    const children = childrenOf(current);
    const open = children !== null && children.length > 0 && isOpen(path, level);
    rows.push({ kind: "value", path, name, level, value: current, size: children?.length ?? null, open });
    if (!children || !open) return;
    const shown = shownOf(path);
    const list = Array.isArray(current);
    for (const [key, child] of children.slice(0, shown)) walk(child, key, join(path, key, list), level + 1);
    if (children.length > shown)
      rows.push({ kind: "more", path, level: level + 1, hidden: children.length - shown });
  };
  walk(value, null, "", 0);
  return rows;
}

function childrenOf(value: unknown): [string, unknown][] | null {
  if (Array.isArray(value)) return value.map((item, index) => [`${index}`, item]);
  return typeof value === "object" && value !== null ? Object.entries(value) : null;
}

/** As one would write it in a template: `items[0].name`. */
const join = (path: string, key: string, list: boolean) => {
  if (list) return `${path}[${key}]`;
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${path}["${key}"]`;
  return path ? `${path}.${key}` : key;
};
