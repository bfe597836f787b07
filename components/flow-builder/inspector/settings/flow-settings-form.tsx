"use client";

import type { ReactNode } from "react";
import { ExitSettings } from "./exit-settings";
import { FlowVariables } from "./flow-variables";
import { PaceSettings } from "./pace-settings";
import { RetrySettings } from "./retry-settings";
import { SendingSettings } from "./sending-settings";
import { useSettings } from "./use-settings";

/** How the flow behaves as a whole. */
export function FlowSettingsForm({ readOnly }: { readOnly: boolean }) {
  const props = { ...useSettings(), readOnly };
  return (
    <div className="flex flex-col gap-6">
      <Part title="Who comes in, and how often">
        <PaceSettings {...props} />
      </Part>
      <Part title="When a run ends early">
        <ExitSettings {...props} />
      </Part>
      <Part title="When messages may leave">
        <SendingSettings {...props} />
      </Part>
      <Part title="Time and retries of its steps">
        <RetrySettings {...props} />
      </Part>
      <Part title="Variables at the start">
        <FlowVariables readOnly={readOnly} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3.5 border-line border-t pt-4 first:border-0 first:pt-0">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}
