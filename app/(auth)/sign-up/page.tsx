import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { signUpAction } from "@/server/api/auth-actions";
import { isSignedIn } from "@/server/api/server-caller";
import { localPath } from "@/server/domain/local-path";
import { PLANS } from "@/server/domain/plans";

export const metadata: Metadata = { title: "Create an account" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignUpPage({ searchParams }: Props) {
  const { next: asked } = await searchParams;
  const next = typeof asked === "string" ? localPath(asked) : null;
  if (await isSignedIn()) redirect(next ?? "/w");
  return (
    <AuthCard
      title="Create your account"
      description={`You get a workspace with ${PLANS.trial.includedMilliTokens / 1000} tokens to try things out${next?.startsWith("/templates/") ? ", and go on with the template" : ""}.`}
      footer={
        <>
          Have an account?{" "}
          <Link
            href={next ? `/sign-in?callbackUrl=${encodeURIComponent(next)}` : "/sign-in"}
            className="text-accent-ink underline underline-offset-4"
          >
            Sign in
          </Link>
        </>
      }
    >
      <SignUpForm action={signUpAction} next={next} />
    </AuthCard>
  );
}
