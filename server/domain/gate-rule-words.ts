import type { GateRule } from "./gate";

/** A rule of the gate in two or three words, for figures: “12 held: quiet hours”. */
export const gateRuleWords: Record<GateRule, string> = {
  unknown_contact: "belongs to no contact",
  unreachable: "cannot be reached",
  consent: "no consent",
  opt_out: "opted out",
  suppression: "on the suppression list",
  run_over: "the run had ended",
  exit: "an exit condition was met",
  quiet_hours: "quiet hours",
  business_hours: "outside of business hours",
  frequency_cap: "written to too recently",
  flow_frequency_cap: "written to by this flow too recently",
  rate_cap: "the workspace's rate",
  held_too_long: "would have come too late",
};
