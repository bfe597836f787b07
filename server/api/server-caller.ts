import { headers } from "next/headers";
import { cache } from "react";
import { createCaller } from "./caller";
import { createContext } from "./context";
import { markDatabaseAway } from "./mark-database-away";

const pageContext = cache(async () => {
  const asked = await headers();
  return createContext(asked).catch((error: unknown) => {
    throw markDatabaseAway(error);
  });
});

/** Calls procedures from a server component or action, as the person who asks for the page. */
export const serverCaller = cache(async () =>
  createCaller(await pageContext(), { onError: ({ error }) => void markDatabaseAway(error) }),
);

export const isSignedIn = async (): Promise<boolean> => (await pageContext()).identity !== null;
