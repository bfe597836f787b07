import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { signUpAction } from "@/server/api/auth-actions";
import { isSignedIn } from "@/server/api/server-caller";
import { PLANS } from "@/server/domain/plans";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage() {
  if (await isSignedIn()) redirect("/w");
  return (
    <AuthCard
      title="Create your account"
      description={`You get a workspace with ${PLANS.trial.includedMilliTokens / 1000} tokens to try things out.`}
      footer={
        <>
          Have an account?{" "}
          <Link href="/sign-in" className="text-accent-ink underline underline-offset-4">
            Sign in
          </Link>
        </>
      }
    >
      <SignUpForm action={signUpAction} />
    </AuthCard>
  );
}
