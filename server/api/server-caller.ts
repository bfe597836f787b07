import { headers } from "next/headers";
import { cache } from "react";
import { createCaller } from "./caller";
import { createContext } from "./context";

const pageContext = cache(async () => createContext(await headers()));

/** Calls procedures from a server component or action, as the person who asks for the page. */
export const serverCaller = cache(async () => createCaller(await pageContext()));

export const isSignedIn = async (): Promise<boolean> => (await pageContext()).identity !== null;
