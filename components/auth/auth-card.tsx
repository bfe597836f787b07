import Link from "next/link";
import type { ReactNode } from "react";
import { LogoMark } from "@/components/shell/logo";

type AuthCardProps = {
  title: string;
  /** One sentence under the title. */
  description: ReactNode;
  /** The other way in: "New here? Create an account". */
  footer: ReactNode;
  children: ReactNode;
};

/** The centred card of pages that are seen signed out. */
export function AuthCard({ title, description, footer, children }: AuthCardProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center bg-sunken px-4 pt-[12vh] pb-12">
      <Link href="/" className="flex items-center gap-2 rounded-md font-semibold text-lg tracking-tight">
        <LogoMark />
        Baton
      </Link>
      <div className="mt-6 w-full max-w-92 rounded-xl border border-line bg-surface p-6">
        <h1 className="font-semibold text-xl">{title}</h1>
        <p className="mt-1 text-base text-muted">{description}</p>
        {children}
      </div>
      <p className="mt-5 text-base text-muted">{footer}</p>
    </main>
  );
}
