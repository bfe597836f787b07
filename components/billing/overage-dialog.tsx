import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { formatMoney, formatNumber } from "@/components/ui/format-number";
import type { BillingOverview } from "./billing-types";
import { MoneyInput } from "./money-input";
import { parseDollars } from "./parse-dollars";
import { tokenPrice } from "./plan-price";
import { tokensFor } from "./tokens-for";
import type { SetOverage } from "./use-overage";

type OverageDialogProps = {
  overview: BillingOverview;
  set: SetOverage;
  pending: boolean;
  onClose: () => void;
};

/** How much may be spent over the plan. Overage is never without a cap. */
export function OverageDialog({ overview, set, pending, onClose }: OverageDialogProps) {
  const { overage, terms } = overview;
  const [text, setText] = useState(() => dollarsOf(overage.capMicroDollars ?? terms.priceMicroDollars));
  const cap = parseDollars(text);
  const rate = overage.rateMicroDollars ?? 0;
  const submit = () => {
    if (cap === null) return;
    set({ enabled: true, capMicroDollars: cap }, onClose);
  };
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <FormDialogContent
        size="sm"
        title={overage.enabled ? "Change the cap" : "Turn on overage"}
        description="When the included tokens are used up, runs go on until this much is spent. Then they are held, not lost, until the next period or a higher cap."
        submitLabel={overage.enabled ? "Change the cap" : "Turn on overage"}
        pending={pending}
        disabled={cap === null}
        onSubmit={submit}
      >
        <Field
          label="Spend at most, a period"
          error={
            text.trim() !== "" && cap === null ? "Write an amount in dollars, such as 99 or 49.50." : null
          }
          help={
            cap === null
              ? `A token over the included ones costs ${tokenPrice(terms)}.`
              : `Buys ${formatNumber(tokensFor(cap, rate))} tokens at ${tokenPrice(terms)} each. A month then costs at most ${formatMoney(terms.priceMicroDollars + cap)}, before taxes.`
          }
          required
        >
          <MoneyInput value={text} onChange={setText} />
        </Field>
      </FormDialogContent>
    </Dialog>
  );
}

const dollarsOf = (microDollars: number): string =>
  microDollars === 0 ? "" : (microDollars / 1_000_000).toFixed(microDollars % 1_000_000 === 0 ? 0 : 2);
