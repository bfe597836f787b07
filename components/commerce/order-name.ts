/** What an order is called: its own id, else the end of ours. */
export const orderName = ({ id, externalId }: { id: string; externalId: string | null }): string =>
  externalId ?? `#${id.slice(-6)}`;
