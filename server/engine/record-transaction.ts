import { inTransaction, type Tx } from "../db/pool";

/** A transaction around a record: of one that is refused, nothing else stays either. */
export async function recordTransaction<T extends { ok: boolean }>(work: (tx: Tx) => Promise<T>): Promise<T> {
  let refused: T | null = null;
  try {
    return await inTransaction(async (tx) => {
      const recorded = await work(tx);
      if (recorded.ok) return recorded;
      refused = recorded;
      throw new Refused();
    });
  } catch (error) {
    if (refused !== null && error instanceof Refused) return refused;
    throw error;
  }
}

class Refused extends Error {}
