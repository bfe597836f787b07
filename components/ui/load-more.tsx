import { Button } from "./button";

type LoadMoreProps = {
  /** How many are shown, in words: "50 runs". */
  shown: string;
  hasMore: boolean;
  pending: boolean;
  onLoadMore: () => void;
};

/** Foot of a keyset list: appends, so the scroll position stays. */
export function LoadMore({ shown, hasMore, pending, onLoadMore }: LoadMoreProps) {
  return (
    <div className="flex h-12 shrink-0 items-center justify-center gap-3 text-muted">
      <span role="status">{hasMore ? `${shown} shown` : `All ${shown} shown`}</span>
      {hasMore ? (
        <Button onClick={onLoadMore} pending={pending}>
          Load more
        </Button>
      ) : null}
    </div>
  );
}
