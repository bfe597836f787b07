import { Input } from "@/components/ui/input";

/** An amount in dollars, as it is typed. */
export const MoneyInput = ({ value, onChange }: { value: string; onChange: (text: string) => void }) => (
  <span className="relative block">
    <span aria-hidden className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 text-muted">
      $
    </span>
    <Input
      inputMode="decimal"
      autoComplete="off"
      className="pl-6"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  </span>
);
