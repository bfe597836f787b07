import { redirect } from "next/navigation";
import { openAccount } from "@/server/api/open-workspace";

/** Signed in, and nowhere in particular: on to a workspace. */
export default async function WorkspacesPage() {
  const { workspaces } = await openAccount("/w");
  redirect(workspaces[0] ? `/w/${workspaces[0].slug}` : "/w/new");
}
