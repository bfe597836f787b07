import { EmptyState } from "@/components/ui/empty-state";
import type { Role } from "@/server/domain/workspace";

/** In place of a page that a role may not see. */
export function NotForRole({ role, what }: { role: Role; what: string }) {
  return (
    <EmptyState title={`${what}: owners and admins only`}>
      Your role here is {role}. Ask an owner or admin of this workspace if you need this.
    </EmptyState>
  );
}
