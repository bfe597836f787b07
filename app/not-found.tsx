import type { Metadata } from "next";
import Link from "next/link";
import { LogoMark } from "@/components/shell/logo";
import { buttonClass } from "@/components/ui/button-class";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-sunken px-6 text-center">
      <LogoMark className="size-8" />
      <h1 className="mt-5 font-semibold text-xl">There is nothing at this address</h1>
      <p className="mt-2 max-w-[52ch] text-balance text-base text-muted">
        The link may be old, or what it led to belongs to a workspace you are not a member of.
      </p>
      <Link href="/w" className={buttonClass({ variant: "primary", size: "lg", className: "mt-6" })}>
        Go to your workspace
      </Link>
    </main>
  );
}
