import { crmPlugin } from "./crm-plugin";
import { emailAutomation } from "./email-automation";
import { emailMarketing } from "./email-marketing";
import { loggingPlugin } from "./logging-plugin";
import type { SandboxPlugin } from "./serve-plugin";

/** The built-in sandbox plugins, one line each. */
export const sandboxPlugins: SandboxPlugin[] = [emailMarketing, crmPlugin, loggingPlugin, emailAutomation];

export function findSandboxPlugin(slug: string): SandboxPlugin | undefined {
  return sandboxPlugins.find(({ manifest }) => manifest.slug === slug);
}
