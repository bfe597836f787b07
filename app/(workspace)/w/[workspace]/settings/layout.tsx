import type { Metadata } from "next";
import type { ReactNode } from "react";
import { SettingsNav } from "@/components/settings/settings-nav";
import { Page } from "@/components/shell/page";

export const metadata: Metadata = { title: { default: "Settings", template: "%s · Settings · Baton" } };

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <Page crumbs={[{ label: "Settings" }]} heading="content">
      <div className="flex w-full max-w-260 flex-col gap-x-10 gap-y-5 desk:flex-row">
        <SettingsNav />
        <div className="min-w-0 flex-1">{children}</div>
      </div>
    </Page>
  );
}
