import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The shape most pages have: a bar, then rows. */
export default function WorkspaceLoading() {
  return (
    <div>
      <div className="flex h-12 items-center border-line border-b px-4 desk:px-6">
        <Skeleton className="w-28" />
      </div>
      <div className="px-4 py-5 desk:px-6">
        <SkeletonRows label="Loading the page" />
      </div>
    </div>
  );
}
