import { type NodeProps, NodeResizer } from "@xyflow/react";
import { memo, useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import type { NoteNode } from "./canvas-model";
import { notePaper } from "./note-paper";
import { useBuilderStore } from "./use-builder";

/** A sticky note: double click or Enter to write on it, drag its edges to make room. */
export const NotesCard = memo(
  function NotesCard({ id, data, selected }: NodeProps<NoteNode>) {
    const store = useBuilderStore();
    const noteId = id.slice("note:".length);
    const [writing, setWriting] = useState(data.text === "" && selected);
    const frame = useRef<HTMLDivElement>(null);
    const finish = (text: string) => {
      setWriting(false);
      if (text !== data.text)
        store.getState().edit({ kind: "update_note", noteId, changes: { text } }, { label: "Note written" });
      frame.current?.closest<HTMLElement>(".react-flow__node")?.focus();
    };
    // Enter on the note itself, which the canvas' own element receives.
    useEffect(() => {
      const node = frame.current?.closest<HTMLElement>(".react-flow__node");
      const begin = (event: KeyboardEvent) => {
        if (event.key !== "Enter" || event.target !== node) return;
        event.preventDefault();
        event.stopPropagation();
        setWriting(true);
      };
      node?.addEventListener("keydown", begin);
      return () => node?.removeEventListener("keydown", begin);
    }, []);
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: Enter on the note does the same
      <div ref={frame} className="size-full" onDoubleClick={() => setWriting(true)}>
        <NodeResizer
          isVisible={selected}
          minWidth={120}
          minHeight={60}
          lineClassName="baton-resize-line"
          handleClassName="baton-resize-handle"
          onResizeEnd={(_event, { x, y, width, height }) =>
            store.getState().edit(
              {
                kind: "update_note",
                noteId,
                changes: {
                  x: Math.round(x),
                  y: Math.round(y),
                  width: Math.round(width),
                  height: Math.round(height),
                },
              },
              { label: "Note resized" },
            )
          }
        />
        {writing ? (
          <Paper text={data.text} onDone={finish} />
        ) : (
          <p
            className={cn(
              notePaper,
              "overflow-hidden whitespace-pre-wrap",
              selected && "border-accent outline-2 outline-accent",
              !data.text && "text-muted",
            )}
          >
            {data.text || "Double-click to write"}
          </p>
        )}
      </div>
    );
  },
  (before, after) =>
    before.id === after.id && before.data === after.data && before.selected === after.selected,
);

function Paper({ text, onDone }: { text: string; onDone: (text: string) => void }) {
  const [written, setWritten] = useState(text);
  return (
    <textarea
      // biome-ignore lint/a11y/noAutofocus: the person just asked to write here
      autoFocus
      aria-label="Text of the note"
      maxLength={5000}
      value={written}
      onChange={(event) => setWritten(event.target.value)}
      onBlur={() => onDone(written)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape" || (event.key === "Enter" && (event.metaKey || event.ctrlKey)))
          event.currentTarget.blur();
      }}
      className={cn(notePaper, "nodrag nopan nowheel resize-none border-accent outline-2 outline-accent")}
    />
  );
}
