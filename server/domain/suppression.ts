/** Why an address is on the suppression list. */
export const suppressionReasons = ["added", "imported", "opt_out", "bounce", "complaint"] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];
