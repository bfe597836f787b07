"use server";

import { TRPCError } from "@trpc/server";
import { redirect } from "next/navigation";
import { AuthError } from "next-auth";
import { RefusedSignIn, signIn, signOut } from "@/server/auth";
import type { FormState } from "@/server/domain/form-state";
import { localPath } from "@/server/domain/local-path";
import { problemOf } from "./error-format";
import { field, formRefusal } from "./form-answer";
import { serverCaller } from "./server-caller";

/** Posted by the sign-in page. */
export async function signInAction(_: FormState, form: FormData): Promise<FormState> {
  const email = field(form, "email");
  const password = field(form, "password");
  const values = { email };
  if (!email.trim() || !password)
    return { message: "Enter your email and your password.", problems: [], values };
  const refusal = await tryToSignIn(email, password);
  if (refusal) return { message: refusal, problems: [], values };
  redirect(localPath(field(form, "callbackUrl")) ?? "/w");
}

/** Posted by the sign-up page: account, workspace, session. */
export async function signUpAction(_: FormState, form: FormData): Promise<FormState> {
  const values = {
    name: field(form, "name"),
    email: field(form, "email"),
    workspaceName: field(form, "workspaceName"),
  };
  const password = field(form, "password");
  const caller = await serverCaller();
  const made = await caller.users
    .signUp({ ...values, password, timezone: field(form, "timezone") })
    .catch((error: unknown) => {
      if (error instanceof TRPCError) return problemOf(error);
      throw error;
    });
  if ("code" in made) return formRefusal(made, values);
  const refusal = await tryToSignIn(values.email, password);
  const next = localPath(field(form, "next"));
  if (refusal) redirect(next ? `/sign-in?callbackUrl=${encodeURIComponent(next)}` : "/sign-in");
  redirect(next ?? `/w/${made.workspace.slug}`);
}

export async function signOutAction(): Promise<void> {
  await signOut({ redirectTo: "/sign-in" });
}

async function tryToSignIn(email: string, password: string): Promise<string | null> {
  try {
    await signIn("credentials", { email, password, redirect: false });
    return null;
  } catch (error) {
    if (error instanceof RefusedSignIn) return error.refusal.message;
    if (error instanceof AuthError && error.type === "CredentialsSignin")
      return "The email or the password is not right. Check both and try again.";
    throw error;
  }
}
