import { TRPCError } from "@trpc/server";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { serverCaller } from "./server-caller";

/** What every page under /w/<slug> needs. Whoever is signed out signs in first; a stranger finds nothing. */
export const openWorkspace = cache(async (slug: string) => {
  const caller = await serverCaller();
  try {
    const [workspace, workspaces, user] = await Promise.all([
      caller.workspaces.current({ workspace: slug }),
      caller.workspaces.list(),
      caller.users.me(),
    ]);
    return { workspace, workspaces, user };
  } catch (error) {
    if (error instanceof TRPCError && error.code === "UNAUTHORIZED")
      redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/w/${slug}`)}`);
    if (error instanceof TRPCError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
});
