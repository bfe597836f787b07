import type { Metadata } from "next";
import { TasksPage } from "@/components/tasks/tasks-page";
import { openWorkspace } from "@/server/api/open-workspace";

export const metadata: Metadata = { title: "Tasks" };

type Props = { params: Promise<{ workspace: string }> };

export default async function Page({ params }: Props) {
  const { user } = await openWorkspace((await params).workspace);
  return <TasksPage userId={user.id} />;
}
