import Link from "next/link";
import type { ReactNode } from "react";
import { LogoMark } from "@/components/shell/logo";
import { buttonClass } from "@/components/ui/button-class";

export default function MarketingLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="sticky top-0 z-20 border-line border-b bg-canvas">
        <div className="mx-auto flex h-14 max-w-6xl items-center gap-2 px-5">
          <Link href="/" className="flex items-center gap-2 rounded-md font-semibold text-lg tracking-tight">
            <LogoMark />
            Baton
          </Link>
          <nav aria-label="Site" className="ml-auto flex items-center gap-1">
            <Link href="/templates" className={buttonClass({ variant: "ghost", size: "md" })}>
              Templates
            </Link>
            <Link href="/pricing" className={buttonClass({ variant: "ghost", size: "md" })}>
              Pricing
            </Link>
            <Link href="/sign-in" className={buttonClass({ variant: "ghost", size: "md" })}>
              Sign in
            </Link>
            <Link
              href="/sign-up"
              className={buttonClass({ variant: "primary", size: "md", className: "max-sm:hidden" })}
            >
              Sign up
            </Link>
          </nav>
        </div>
      </header>
      {children}
      <footer className="border-line border-t">
        <div className="mx-auto flex max-w-6xl items-center justify-between px-5 py-8 text-base text-muted">
          <span>Baton</span>
          <Link href="/sign-in" className="rounded-sm hover:text-ink">
            Sign in
          </Link>
        </div>
      </footer>
    </>
  );
}
