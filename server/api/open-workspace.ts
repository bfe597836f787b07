import { TRPCError } from "@trpc/server";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { serverCaller } from "./server-caller";

/** What every page under /w/<slug> needs. Whoever is signed out signs in first; a stranger finds nothing. */
export const openWorkspace = cache(async (slug: string) => {
  const caller = await serverCaller();
  const [account, workspace] = await Promise.all([
    openAccount(`/w/${slug}`),
    caller.workspaces.current({ workspace: slug }).catch((error: unknown) => {
      if (isRefused(error, "NOT_FOUND")) notFound();
      if (isRefused(error, "UNAUTHORIZED")) return null;
      throw error;
    }),
  ]);
  return workspace ? { ...account, workspace } : notFound();
});

/** The person and their workspaces, for pages behind sign-in that belong to no workspace. */
export const openAccount = cache(async (path: string) => {
  const caller = await serverCaller();
  try {
    const [user, workspaces] = await Promise.all([caller.users.me(), caller.workspaces.list()]);
    return { user, workspaces };
  } catch (error) {
    if (isRefused(error, "UNAUTHORIZED")) redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
    throw error;
  }
});

const isRefused = (error: unknown, code: TRPCError["code"]) =>
  error instanceof TRPCError && error.code === code;
