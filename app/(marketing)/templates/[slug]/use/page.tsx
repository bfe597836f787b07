import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { isSignedIn, serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = { title: "Use template", robots: { index: false } };

type Props = { params: Promise<{ slug: string }> };

/** “Use template”: into the workspace, or to signing up first and back here. */
export default async function UseTemplatePage({ params }: Props) {
  const { slug } = await params;
  const here = `/templates/${encodeURIComponent(slug)}/use`;
  if (!(await isSignedIn())) redirect(`/sign-up?next=${encodeURIComponent(here)}`);
  const caller = await serverCaller();
  if (!(await caller.templates.show({ ref: slug }))) notFound();
  const [workspace] = await caller.workspaces.list();
  redirect(workspace ? `/w/${workspace.slug}/templates/${encodeURIComponent(slug)}/use` : "/w/new");
}
