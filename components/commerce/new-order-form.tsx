"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ContactPicker, type PickedContact } from "@/components/tasks/contact-picker";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { formatMoney } from "@/server/domain/money";
import { blankLine, type DraftLine, type LineProblem, NewOrderLine, postedLine } from "./new-order-line";

/** Places an order by hand: for whom, and what. */
export function NewOrderForm({ onPlaced }: { onPlaced: (orderId: string) => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [contact, setContact] = useState<PickedContact | null>(null);
  const [lines, setLines] = useState<DraftLine[]>([blankLine()]);
  const [note, setNote] = useState("");
  const found = useQuery(trpc.products.list.queryOptions({ workspace, status: ["active"], limit: 100 }));
  const products = found.data?.products ?? [];
  const placing = useMutation(
    trpc.orders.create.mutationOptions({
      onSuccess: ({ id }) => {
        onPlaced(id);
        return queries.invalidateQueries({ queryKey: trpc.orders.pathKey() });
      },
    }),
  );
  const problem = placing.error ? callProblem(placing.error) : null;
  const problemOf = (index: number): LineProblem => ({
    name: problem?.errorOf(`items.${index}`) ?? problem?.errorOf(`order.items.${index}.name`),
    price: problem?.errorOf(`order.items.${index}.price`),
    quantity: problem?.errorOf(`order.items.${index}.quantity`),
  });
  const named = lines.some((_, index) => Object.values(problemOf(index)).some(Boolean));
  const change = (key: string, part: Partial<DraftLine>) =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const chosen = lines.flatMap((line) => {
    const product = products.find(({ id }) => id === line.productId);
    return product ? [{ product, quantity: Number(line.quantity) || 0 }] : [];
  });
  const first = chosen[0]?.product;
  const total = chosen.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const order = { items: lines.map(postedLine), note, ...(contact && { contact: contact.id }) };
    placing.mutate({ workspace, order });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4 p-5">
      <Field label="Customer">
        <ContactPicker value={contact} onChange={setContact} />
      </Field>
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-1.5 font-medium">Items</legend>
        {lines.map((line, index) => (
          <NewOrderLine
            key={line.key}
            number={index + 1}
            line={line}
            products={products}
            problem={problemOf(index)}
            onChange={(part) => change(line.key, part)}
            onRemove={lines.length > 1 ? () => setLines(lines.filter(({ key }) => key !== line.key)) : null}
          />
        ))}
        <Button className="self-start" onClick={() => setLines([...lines, blankLine()])}>
          <Plus aria-hidden />
          Add item
        </Button>
      </fieldset>
      <Field label="Note" error={problem?.errorOf("order.note")}>
        <Textarea value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {first && chosen.length === lines.length ? (
        <p className="flex justify-between font-semibold">
          Total <span className="tabular-nums">{formatMoney(total, first.currency)}</span>
        </p>
      ) : null}
      {problem && !named ? (
        <p role="alert" className="text-failed">
          {problem.message}
        </p>
      ) : null}
      <footer>
        <Button size="md" variant="primary" type="submit" pending={placing.isPending}>
          Place order
        </Button>
      </footer>
    </form>
  );
}
