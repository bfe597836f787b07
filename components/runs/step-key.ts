/** One step in one iteration, as it stands in the URL: `send_sms`, `send_sms@3.17`. */
export const stepKey = ({ stepId, path }: { stepId: string; path: string }) =>
  path ? `${stepId}@${path}` : stepId;
