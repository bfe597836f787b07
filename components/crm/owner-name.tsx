import { Avatar } from "@/components/ui/avatar";

/** Who looks after a contact. */
export function OwnerName({ owner }: { owner: { name: string } | null }) {
  if (!owner) return <span className="text-faint">–</span>;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Avatar name={owner.name} />
      <span className="truncate">{owner.name}</span>
    </span>
  );
}
