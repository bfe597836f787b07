/** `email:anna@example.com` → `anna@example.com` */
export const subjectName = (subject: string | null): string | null =>
  subject?.replace(/^(email|phone|id):/, "") ?? null;
