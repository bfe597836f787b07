"use client";

import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useBuilder, useBuilderStore } from "../use-builder";

/** A remark on the canvas. */
export function NoteInspector({ noteId }: { noteId: string }) {
  const store = useBuilderStore();
  const readOnly = useBuilder((state) => state.readOnly);
  const note = useBuilder((state) => state.definition.layout?.notes.find(({ id }) => id === noteId));
  if (!note) return null;
  return (
    <div className="flex flex-col gap-4 p-4">
      <Field label="Note">
        <Textarea
          maxLength={5_000}
          className="min-h-40"
          value={note.text}
          disabled={readOnly}
          onChange={({ target }) =>
            store
              .getState()
              .edit(
                { kind: "update_note", noteId, changes: { text: target.value } },
                { merge: `note:${noteId}.text` },
              )
          }
        />
      </Field>
      {readOnly ? null : (
        <Button className="self-start" onClick={() => store.getState().remove()}>
          <Trash2 aria-hidden />
          Remove the note
        </Button>
      )}
    </div>
  );
}
