const GRACE_DAYS = 7;

/** So long a workspace may go on with its included tokens while an invoice waits for its payment. */
export const graceEndsAt = (unpaidSince: Date): Date =>
  new Date(unpaidSince.getTime() + GRACE_DAYS * 86_400_000);
