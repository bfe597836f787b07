"use client";

import { SettingsSection } from "@/components/settings/settings-section";
import { BillingNotices } from "./billing-notices";
import type { BillingOverview } from "./billing-types";
import { CheckoutReturn } from "./checkout-return";
import { CreditsList } from "./credits-list";
import { CurrentPlan } from "./current-plan";
import { InvoiceForecast } from "./invoice-forecast";
import { Invoices } from "./invoices";
import { OverageCard } from "./overage-card";
import { PlanChooser } from "./plan-chooser";
import { useBilling } from "./use-billing";
import { usePortalReturn } from "./use-portal-return";

/** The plan, what it costs now and what it did cost, and every decision about money. */
export function BillingPage({ overview: initialData }: { overview: BillingOverview }) {
  const overview = useBilling(initialData).data ?? initialData;
  usePortalReturn(overview);
  return (
    <SettingsSection title="Billing" description="The plan, what this period will cost, and what was billed.">
      <CheckoutReturn overview={overview} />
      <BillingNotices overview={overview} />
      <CurrentPlan overview={overview} />
      <PlanChooser overview={overview} />
      <OverageCard overview={overview} />
      <InvoiceForecast />
      <CreditsList />
      {overview.canSeeInvoices && overview.configured ? <Invoices /> : null}
    </SettingsSection>
  );
}
