"use server";

import { TRPCError } from "@trpc/server";
import { redirect } from "next/navigation";
import type { FormState } from "@/server/domain/form-state";
import { problemOf } from "./error-format";
import { field, formRefusal } from "./form-answer";
import { serverCaller } from "./server-caller";

/** Posted by the page "New workspace". */
export async function createWorkspaceAction(_: FormState, form: FormData): Promise<FormState> {
  const values = { name: field(form, "name") };
  const caller = await serverCaller();
  const made = await caller.workspaces
    .create({ ...values, timezone: field(form, "timezone") || "UTC" })
    .catch((error: unknown) => {
      if (error instanceof TRPCError) return problemOf(error);
      throw error;
    });
  if ("code" in made) return formRefusal(made, values);
  redirect(`/w/${made.slug}`);
}
