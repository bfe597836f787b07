"use client";

import { chipClass } from "./chip-class";
import { neverWords } from "./happening-words";
import type { WhatIf, WhatIfChange } from "./what-if";
import { WhatIfChip } from "./what-if-chip";
import { WhatIfFaults } from "./what-if-faults";
import type { Chosen } from "./what-if-world";

type WhatIfBarProps = { known: readonly WhatIf[]; chosen: Chosen; onChange: (chosen: Chosen) => void };

/** What may go otherwise, each to switch on and to move in time. */
export function WhatIfBar({ known, chosen, onChange }: WhatIfBarProps) {
  const events = known.filter((one) => one.kind === "event");
  const faults = known.filter((one) => one.kind === "fault");
  const anyOn = events.some(({ id }) => chosen[id]);
  const set = (id: string, change: WhatIfChange | null) => {
    const { [id]: _, ...rest } = chosen;
    onChange(change === null ? rest : { ...rest, [id]: change });
  };
  if (known.length === 0) return null;
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-1.5 border-line border-b px-4 py-2">
      <legend className="float-left mr-1.5 text-muted text-xs">What if</legend>
      {events.length > 0 ? (
        <button
          type="button"
          aria-pressed={!anyOn}
          onClick={() => onChange(withoutEvents(chosen))}
          className={chipClass(!anyOn)}
        >
          {neverWords(events.map(({ type }) => type))}
        </button>
      ) : null}
      {known
        .filter((one) => one.kind !== "fault" || chosen[one.id])
        .map((one) => (
          <WhatIfChip
            key={one.id}
            whatIf={one}
            change={chosen[one.id] ?? null}
            onChange={(change) => set(one.id, change)}
          />
        ))}
      {faults.length > 0 ? (
        <WhatIfFaults faults={faults.filter(({ id }) => !chosen[id])} onChoose={(id) => set(id, {})} />
      ) : null}
    </fieldset>
  );
}

const withoutEvents = (chosen: Chosen): Chosen =>
  Object.fromEntries(Object.entries(chosen).filter(([id]) => !id.startsWith("event:")));
