import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";

type SettingsSectionProps = {
  title: string;
  description: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** One page of the settings: what it is about, and its content. */
export function SettingsSection({ title, description, actions, children }: SettingsSectionProps) {
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={title} description={description} actions={actions} />
      {children}
    </div>
  );
}
