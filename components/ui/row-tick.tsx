import { Checkbox } from "./checkbox";
import { cn } from "./cn";

type RowTickProps = {
  /** "Select run of Welcome new customers" */
  label: string;
  checked: boolean;
  onToggle: () => void;
  /** Some row is ticked: then all boxes show. */
  active: boolean;
};

/** The box of a row: shown on hover, on focus, and while anything is ticked. */
export function RowTick({ label, checked, onToggle, active }: RowTickProps) {
  return (
    <Checkbox
      hideLabel
      label={label}
      checked={checked}
      onCheckedChange={onToggle}
      className={cn(
        "relative z-10 transition-opacity",
        !active &&
          "opacity-0 focus-within:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100",
      )}
    />
  );
}
