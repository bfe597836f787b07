/** A grant that has something left. */
export type OpenGrant = { id: string; milliTokens: number; expiresAt: Date | null };

export type GrantUse = { id: string; milliTokens: number };

export type CreditNeed = {
  /** What was charged or is held back for steps under way, without overage that a change of plan settled. */
  usedMilliTokens: number;
  includedMilliTokens: number;
  /** Of grants in the same period, what is fixed already. */
  fixedMilliTokens: number;
};

/**
 * Which grants cover what a period used: the plan's tokens come first, then the grants in the order in which they
 * expire (one that never does is the last), and what is left over is overage. Every grant is in the answer, in that order.
 */
export function grantUse(grants: readonly OpenGrant[], need: CreditNeed): GrantUse[] {
  let open = Math.max(0, need.usedMilliTokens - need.includedMilliTokens - need.fixedMilliTokens);
  return inOrderOfUse(grants).map(({ id, milliTokens }) => {
    const taken = Math.min(open, milliTokens);
    open -= taken;
    return { id, milliTokens: taken };
  });
}

export function inOrderOfUse<G extends Pick<OpenGrant, "id" | "expiresAt">>(grants: readonly G[]): G[] {
  return [...grants].sort((one, other) => ending(one) - ending(other) || (one.id < other.id ? -1 : 1));
}

const ending = ({ expiresAt }: Pick<OpenGrant, "expiresAt">) =>
  expiresAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
