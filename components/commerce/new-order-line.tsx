import { X } from "lucide-react";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { formatMoney } from "@/server/domain/money";
import type { ProductItem } from "./commerce-types";

export type DraftLine = { key: string; productId: string; name: string; price: string; quantity: string };

export type LineProblem = {
  name: string | undefined;
  price: string | undefined;
  quantity: string | undefined;
};

type NewOrderLineProps = {
  /** Counted from one, for screen readers. */
  number: number;
  line: DraftLine;
  products: ProductItem[];
  problem: LineProblem;
  onChange: (part: Partial<DraftLine>) => void;
  onRemove: (() => void) | null;
};

/** One item of an order that is being placed: a product, or something else with a name and a price. */
export function NewOrderLine({ number, line, products, problem, onChange, onRemove }: NewOrderLineProps) {
  const options = [
    ...products.map(({ id, name, price, currency }) => ({
      value: id,
      label: name,
      hint: formatMoney(price, currency),
    })),
    { value: OTHER, label: "Something else…" },
  ];
  const other = line.productId === OTHER;
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Field
        hideLabel
        label={`Item ${number}`}
        error={other ? null : problem.name}
        className="min-w-0 flex-1 basis-48"
      >
        <Select
          placeholder="Choose a product"
          options={options}
          value={line.productId}
          onValueChange={(productId) => onChange({ productId })}
        />
      </Field>
      <Field hideLabel label={`Quantity of item ${number}`} error={problem.quantity} className="w-16">
        <Input
          inputMode="numeric"
          value={line.quantity}
          onChange={(event) => onChange({ quantity: event.target.value })}
        />
      </Field>
      {onRemove ? (
        <IconButton size="md" label={`Remove item ${number}`} onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      ) : null}
      {other ? (
        <div className="flex w-full gap-2">
          <Field hideLabel label={`Name of item ${number}`} error={problem.name} className="min-w-0 flex-1">
            <Input
              placeholder="Name"
              value={line.name}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          </Field>
          <Field hideLabel label={`Price of item ${number}`} error={problem.price} className="w-28">
            <Input
              placeholder="Price"
              inputMode="decimal"
              value={line.price}
              onChange={(event) => onChange({ price: event.target.value })}
            />
          </Field>
        </div>
      ) : null}
    </div>
  );
}

const OTHER = "other";

export const blankLine = (): DraftLine => ({
  key: crypto.randomUUID(),
  productId: "",
  name: "",
  price: "",
  quantity: "1",
});

/** The line as it is posted. What is not filled in is left out, and refused by name. */
export const postedLine = ({ productId, name, price, quantity }: DraftLine) => ({
  quantity: Number(quantity),
  ...(productId && productId !== OTHER ? { product_id: productId } : { name, ...(price && { price }) }),
});
