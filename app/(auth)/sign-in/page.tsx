import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { SignInForm } from "@/components/auth/sign-in-form";
import { signInAction } from "@/server/api/auth-actions";
import { isSignedIn } from "@/server/api/server-caller";
import { localPath } from "@/server/domain/local-path";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl } = await searchParams;
  const next = typeof callbackUrl === "string" ? localPath(callbackUrl) : null;
  if (await isSignedIn()) redirect(next ?? "/w");
  return (
    <AuthCard
      title="Sign in"
      description="Back to your flows."
      footer={
        <>
          New here?{" "}
          <Link
            href={next ? `/sign-up?next=${encodeURIComponent(next)}` : "/sign-up"}
            className="text-accent-ink underline underline-offset-4"
          >
            Create an account
          </Link>
        </>
      }
    >
      <SignInForm action={signInAction} callbackUrl={next} />
    </AuthCard>
  );
}
