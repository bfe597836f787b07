import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";

type TasksEmptyProps = { filtered: boolean; onClear: () => void; onCreate: (() => void) | null };

export function TasksEmpty({ filtered, onClear, onCreate }: TasksEmptyProps) {
  if (filtered)
    return (
      <EmptyState
        title="No task fits these filters"
        action={<Button onClick={onClear}>Clear filters</Button>}
      >
        Take a filter away, or look for other words.
      </EmptyState>
    );
  return (
    <EmptyState
      picture={<Picture />}
      title="Nothing to do"
      action={
        onCreate ? (
          <Button variant="primary" onClick={onCreate}>
            New task
          </Button>
        ) : null
      }
    >
      Flows give tasks to people with the step “Create task”: call a hot lead back, check an order. You can
      write one yourself, too.
    </EmptyState>
  );
}

const examples = [
  ["Call Ada about her order", true],
  ["Send Bruno the new price list", false],
] as const;

function Picture() {
  return (
    <div className="flex w-64 flex-col gap-2 text-left">
      {examples.map(([title, done]) => (
        <div key={title} className="flex gap-2 rounded-lg border border-line-strong bg-surface p-2.5">
          <Checkbox hideLabel label={title} checked={done} />
          <span className={done ? "text-muted line-through" : "font-medium"}>{title}</span>
        </div>
      ))}
    </div>
  );
}
