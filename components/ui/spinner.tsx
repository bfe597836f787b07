import { LoaderCircle } from "lucide-react";
import { cn } from "./cn";

/** Decoration only: say in words what is under way beside it. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn("size-4 animate-spin", className)} />;
}
