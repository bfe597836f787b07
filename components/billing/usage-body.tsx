import { InvoiceForecast } from "./invoice-forecast";
import { UsageByDay } from "./usage-by-day";
import { UsageByFlow } from "./usage-by-flow";
import { UsageByKind } from "./usage-by-kind";
import { UsageByMember } from "./usage-by-member";
import { UsageCourse } from "./usage-course";
import { UsageEmpty } from "./usage-empty";
import { UsageFigures } from "./usage-figures";
import { UsageRecords } from "./usage-records";
import type { UsageOfPeriod } from "./usage-types";
import type { SetUsageView, UsageView } from "./use-usage-view";

type UsageBodyProps = { usage: UsageOfPeriod; view: UsageView; setView: SetUsageView };

export function UsageBody({ usage, view, setView }: UsageBodyProps) {
  return (
    <>
      <UsageFigures usage={usage} />
      {usage.kinds.length === 0 ? (
        <UsageEmpty current={usage.period.current} />
      ) : (
        <>
          <div className="grid gap-6 xl:grid-cols-2">
            <UsageByDay usage={usage} />
            <UsageCourse usage={usage} />
          </div>
          <div className="grid items-start gap-6 xl:grid-cols-2">
            <UsageByKind usage={usage} onChoose={(kind) => setView({ kind })} />
            <UsageByMember usage={usage} />
          </div>
          <UsageByFlow usage={usage} onChoose={(flow) => setView({ flow })} />
          <InvoiceForecast period={usage.period.key} current={usage.period.current} link={BILLING} />
          <UsageRecords usage={usage} view={view} setView={setView} />
        </>
      )}
    </>
  );
}

const BILLING = { path: "/settings/billing", label: "Billing" } as const;
