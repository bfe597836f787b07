"use client";

import { Plus } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { useBuilderView } from "./builder-view";
import { focusInspector } from "./focus-inspector";
import { OutlineMenu } from "./outline-menu";
import { outlineMove } from "./outline-move";
import { outlinePlaces } from "./outline-places";
import { OutlineRow, type RowDeeds } from "./outline-row";
import { outlineRows, type OutlineRow as Row } from "./outline-rows";
import { OutlineStretch } from "./outline-stretch";
import { outlineStretches } from "./outline-stretches";
import { OutlineToolbar } from "./outline-toolbar";
import { useBuilder, useBuilderStore } from "./use-builder";
import { useMediaQuery } from "./use-media-query";
import { useOutlineFocus } from "./use-outline-focus";
import { useOutlineKeys } from "./use-outline-keys";
import { wayRemoval } from "./way-removal";

/** The flow as a tree to read and to build on: without a mouse, without seeing it, and in narrow windows. */
export function Outline() {
  const store = useBuilderStore();
  const definition = useBuilder((state) => state.definition);
  const selection = useBuilder((state) => state.selection);
  const readOnly = useBuilder((state) => state.readOnly);
  const marks = useBuilderView((view) => view.marks);
  const narrow = useMediaQuery("(max-width: 899px)");
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [menu, setMenu] = useState<{ row: Row; at: { x: number; y: number } } | null>(null);
  const rows = useMemo(() => outlineRows(definition, closed), [definition, closed]);
  const selected = useMemo(() => new Set(selection), [selection]);
  const tree = useRef<HTMLDivElement>(null);
  const { activeKey, reached, focus, focused, extend } = useOutlineFocus({ tree, rows, closed, setClosed });
  const stretches = useMemo(() => outlineStretches(rows), [rows]);
  const active = rows.find(({ key }) => key === activeKey) ?? rows[0];

  const toggle = (key: string, open: boolean) =>
    setClosed((before) => {
      const next = new Set(before);
      if (open) next.delete(key);
      else next.add(key);
      return next;
    });
  // After the inspector shows the step.
  const details = () => requestAnimationFrame(() => requestAnimationFrame(focusInspector));
  const add = (row: Row, at = pointBelow(tree.current, row.key)) => {
    const [first] = outlinePlaces(definition, row);
    if (!first) return setMenu({ row, at });
    useBuilderView.getState().choose(first.place, at);
  };
  const move = (row: Row, way: "up" | "down") => {
    if (row.kind !== "step" || readOnly) return;
    const edit = outlineMove(definition, row.key, way);
    if (!edit) {
      store.getState().announce(`${row.title} cannot go further ${way}`);
      return;
    }
    if (store.getState().edit(edit, { select: [row.key] })) requestAnimationFrame(() => focus(row.key));
  };
  const remove = (row: Row) => {
    if (readOnly) return;
    if (row.kind === "way") {
      const edit = wayRemoval(definition, row.stepId, row.outlet);
      if (edit) store.getState().edit(edit);
    } else if (row.kind !== "section") store.getState().remove();
  };
  const open = (row: Row) => {
    if (row.kind === "step" || row.kind === "start") details();
    else if (row.open !== null) toggle(row.key, !row.open);
    else if (!readOnly) add(row);
  };
  const onKeyDown = useOutlineKeys(rows, {
    ...{ focus, extend, toggle, open, move, remove },
    add: (row) => !readOnly && add(row),
    menu: (row) => !readOnly && setMenu({ row, at: pointBelow(tree.current, row.key) }),
  });
  const deeds = useSteadyDeeds({
    ...{ onKeyDown, onToggle: toggle, onFocus: focused },
    onPress: (row, adds) => {
      if (adds && row.kind === "step") return store.getState().select([row.key], "toggle");
      focus(row.key);
      if (narrow && (row.kind === "step" || row.kind === "start")) details();
    },
    onAdd: add,
    onMenu: (row, at) => {
      focus(row.key);
      setMenu({ row, at });
    },
  });
  return (
    <div className="flex min-h-full flex-col">
      {readOnly || !active ? null : (
        <OutlineToolbar row={active} onAdd={add} onMove={move} onRemove={remove} />
      )}
      <div
        ref={tree}
        role="tree"
        aria-label="Steps of the flow"
        aria-multiselectable
        className="flex flex-col gap-1.5 p-4"
      >
        {stretches.map((stretch, index) => (
          <OutlineStretch
            // biome-ignore lint/suspicious/noArrayIndexKey: what stands there changes, the place does not
            key={index}
            height={stretch.height}
            always={
              stretches.length === 1 || stretch.rows.some(({ key }) => key === active?.key || key === reached)
            }
          >
            {() =>
              stretch.rows.map((row) => (
                <OutlineRow
                  key={row.key}
                  row={row}
                  selected={selected.has(row.key)}
                  focusable={row.key === active?.key}
                  readOnly={readOnly}
                  touch={narrow === true}
                  inRun={marks !== null}
                  mark={marks?.get(row.key) ?? null}
                  deeds={deeds}
                />
              ))
            }
          </OutlineStretch>
        ))}
      </div>
      {readOnly || definition.steps.length > 0 || !active ? null : (
        <div className="flex flex-col items-center gap-2.5 px-4 pb-8 text-center">
          <p className="text-muted">Nothing happens yet.</p>
          <Button variant="primary" onClick={(event) => add(active, below(event.currentTarget))}>
            <Plus aria-hidden />
            Add the first step
          </Button>
        </div>
      )}
      {menu ? (
        <OutlineMenu
          {...menu}
          onClose={() => setMenu(null)}
          onMove={move}
          onRemove={remove}
          onDetails={details}
          onFocus={focus}
        />
      ) : null}
    </div>
  );
}

/** The same functions for as long as the outline is there: rows are not drawn again for them. */
function useSteadyDeeds(deeds: RowDeeds): RowDeeds {
  const latest = useRef(deeds);
  latest.current = deeds;
  return useMemo(
    () => ({
      onFocus: (row) => latest.current.onFocus(row),
      onKeyDown: (event, row) => latest.current.onKeyDown(event, row),
      onPress: (row, adds) => latest.current.onPress(row, adds),
      onToggle: (key, open) => latest.current.onToggle(key, open),
      onAdd: (row, at) => latest.current.onAdd(row, at),
      onMenu: (row, at) => latest.current.onMenu(row, at),
    }),
    [],
  );
}

function pointBelow(tree: HTMLElement | null, key: string): { x: number; y: number } {
  const row = tree?.querySelector(`[data-outline-row="${CSS.escape(key)}"]`) ?? tree;
  return row ? below(row) : { x: 0, y: 0 };
}

function below(element: Element): { x: number; y: number } {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left + 8, y: bottom + 4 };
}
