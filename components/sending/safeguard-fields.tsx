"use client";

import { Switch } from "@/components/ui/switch";
import { defaultSendingRules, type SendingRules } from "@/server/domain/sending-rules";
import { NumberField } from "./number-field";

type Safeguards = Pick<SendingRules, "loop_starts_per_hour" | "approve_reach_over">;

type SafeguardFieldsProps = {
  rules: Safeguards;
  onChange: (change: Partial<Safeguards>) => void;
  errorOf: (field: keyof Safeguards) => string | null | undefined;
  mayChange: boolean;
};

/** What stops a flow that goes round in a circle, and what an admin is asked before one reaches many people. */
export function SafeguardFields({ rules, onChange, errorOf, mayChange }: SafeguardFieldsProps) {
  const over = rules.approve_reach_over;
  return (
    <div className="flex max-w-lg flex-col gap-4">
      <NumberField
        label="Starts of one flow by one contact, per hour"
        value={rules.loop_starts_per_hour}
        onChange={(loop_starts_per_hour) => onChange({ loop_starts_per_hour })}
        min={1}
        max={1000}
        error={errorOf("loop_starts_per_hour") ?? null}
        help="Only those that Baton's own actions cause. A flow that is started more often is paused, and its owner told. A flow's settings may say another number."
        disabled={!mayChange}
      />
      <div className="flex flex-col gap-2">
        <Switch
          label="Ask an admin before a flow reaches many people"
          checked={over !== null}
          onCheckedChange={(on) =>
            onChange({ approve_reach_over: on ? defaultSendingRules.approve_reach_over : null })
          }
          disabled={!mayChange}
        />
        {over === null ? null : (
          <NumberField
            label="More people than"
            value={over}
            onChange={(approve_reach_over) => onChange({ approve_reach_over })}
            min={0}
            max={10_000_000}
            error={errorOf("approve_reach_over") ?? null}
            help="When it is published for the first time, or starts on more than before. Counted are the people that its events of the last 30 days named."
            disabled={!mayChange}
          />
        )}
      </div>
    </div>
  );
}
