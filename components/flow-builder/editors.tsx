"use client";

import { Avatar } from "@/components/ui/avatar";
import { Tooltip } from "@/components/ui/tooltip";
import { TRIGGER } from "@/server/domain/flow-graph";
import { stepTitle } from "@/server/domain/step-title";
import { useBuilderView } from "./builder-view";
import { useBuilder, useBuilderStore } from "./use-builder";
import { useEditing } from "./use-editing";

const SHOWN = 4;

/** Who else has the flow open. One click goes to what they have selected. */
export function Editors() {
  const editors = useEditing();
  if (editors.length === 0) return null;
  const rest = editors.length - SHOWN;
  return (
    <ul aria-label="Also here" className="flex items-center gap-1">
      {editors.slice(0, SHOWN).map((editor) => (
        <li key={editor.clientId}>
          <Editor name={editor.name} selected={editor.selected} />
        </li>
      ))}
      {rest > 0 ? <li className="text-muted text-xs">+{rest}</li> : null}
    </ul>
  );
}

function Editor({ name, selected }: { name: string; selected: string | null }) {
  const store = useBuilderStore();
  const place = useBuilder(({ definition: { steps, error_handlers } }) => {
    if (selected === TRIGGER) return "the start";
    const step = [...steps, ...error_handlers].find(({ id }) => id === selected);
    return step ? `“${stepTitle(step)}”` : null;
  });
  const label = place ? `${name} is at ${place}` : `${name} has the flow open`;
  if (selected === null || place === null)
    return (
      <span role="img" aria-label={label} title={label} className="flex">
        <Avatar name={name} />
      </span>
    );
  const go = () => {
    store.getState().select([selected]);
    useBuilderView.getState().canvas?.show(selected);
  };
  return (
    <Tooltip label={label}>
      <button type="button" aria-label={label} onClick={go} className="flex rounded-full">
        <Avatar name={name} />
      </button>
    </Tooltip>
  );
}
