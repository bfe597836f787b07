import type { MessageChannel } from "./messaging";
import { phonePlace } from "./phone-place";
import type { QuietWindow } from "./quiet-hours";
import type { SendingRules } from "./sending-rules";
import { isZone } from "./wall-clock";

export type QuietQuestion = {
  channel: MessageChannel;
  rules: SendingRules;
  /** Of the flow's settings: they hold on every channel, beside the workspace's. */
  flow: { from: string; to: string } | null;
  /** Of the person, where it is known. */
  timezone: string | null;
  /** E.164 */
  phone: string | null;
  workspaceZone: string;
};

/**
 * The quiet hours that hold for a person on a channel. Their zone is the contact's own, else that of the phone number
 * (its area, else its country's), else the workspace's. Where a country is all that is known and it has several zones,
 * the hours hold in all of them.
 */
export function quietWindows(question: QuietQuestion): { zone: string; windows: QuietWindow[] } {
  const { channel, rules, flow, timezone, phone, workspaceZone } = question;
  const place = phone ? phonePlace(phone) : { country: null, zones: [] };
  const country = rules.quiet_hours.countries.find((rule) => rule.country === place.country);
  const zones =
    timezone && isZone(timezone)
      ? [timezone]
      : country?.zone
        ? [country.zone]
        : place.zones.length > 0
          ? place.zones
          : [isZone(workspaceZone) ? workspaceZone : "UTC"];
  const hours = rules.quiet_hours.channels.includes(channel) ? (country ?? rules.quiet_hours) : null;
  const windows = [hours, flow].flatMap((own) =>
    own ? zones.map((zone) => ({ zone, from: own.from, to: own.to })) : [],
  );
  return { zone: zones[0] ?? "UTC", windows };
}
