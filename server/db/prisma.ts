import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "@/prisma/generated/client";
import { pool, type Tx } from "./pool";

declare global {
  var batonPrisma: PrismaClient | undefined;
}

/** Made at first use, on the process's one pool: importing this needs no database. */
export function prisma(): PrismaClient {
  globalThis.batonPrisma ??= new PrismaClient({
    adapter: new PrismaPg(pool(), { disposeExternalPool: false }),
  });
  return globalThis.batonPrisma;
}

/** A Prisma transaction as the small interface that records and accept-event take. */
export function asTx(client: Prisma.TransactionClient): Tx {
  return {
    async query<Row>(sql: string | { text: string; values?: unknown[] }, values: unknown[] = []) {
      const text = typeof sql === "string" ? sql : sql.text;
      const rows = await client.$queryRawUnsafe<Row[]>(
        text,
        ...(typeof sql === "string" ? values : (sql.values ?? [])),
      );
      return { rows, rowCount: rows.length };
    },
  };
}
