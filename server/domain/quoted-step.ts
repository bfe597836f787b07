/** “Send welcome” (action_1), or just action_1. */
export const quotedStep = (step: { id: string; name?: string | undefined }): string =>
  step.name ? `“${step.name}” (${step.id})` : `“${step.id}”`;
