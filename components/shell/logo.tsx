import { cn } from "@/components/ui/cn";

/** The mark: a baton handed over. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn("size-6 shrink-0", className)}>
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path d="M6.5 13.2 12.2 7.5" strokeWidth="3" strokeLinecap="round" className="stroke-white/55" />
      <path d="M11.8 16.5 17.5 10.8" strokeWidth="3" strokeLinecap="round" className="stroke-white" />
    </svg>
  );
}
