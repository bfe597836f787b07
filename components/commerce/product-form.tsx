"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { decimalsOf, toMajor } from "@/server/domain/money";
import type { ProductItem } from "./commerce-types";
import { currencyOptions } from "./currency-options";
import { recordStatusWord } from "./record-state";
import { useProductChanges } from "./use-product-changes";

type ProductFormProps = { product: ProductItem | null; onDone: () => void };

/** A product's own fields; without a product, those of a new one. Viewers read them. */
export function ProductForm({ product, onDone }: ProductFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace, role } = useWorkspace();
  const { remove, restore, pending } = useProductChanges();
  const [draft, setDraft] = useState(() => draftOf(product));
  const onSuccess = ({ name }: { name: string }) => {
    toast.success(product ? `“${name}” is saved` : `“${name}” is in the catalogue`);
    onDone();
    return queries.invalidateQueries({ queryKey: trpc.products.pathKey() });
  };
  const creating = useMutation(trpc.products.create.mutationOptions({ onSuccess }));
  const changing = useMutation(trpc.products.change.mutationOptions({ onSuccess }));
  const error = creating.error ?? changing.error;
  const problem = error ? callProblem(error) : null;
  const errorOf = (field: string) =>
    problem?.errorOf(`product.${field}`) ?? problem?.errorOf(`change.${field}`);
  const named = FIELDS.some((field) => errorOf(field));
  const mayEdit = role !== "viewer" && product?.status !== "archived";
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { stock, sku, ...words } = draft;
    const fields = { ...words, sku: sku.trim() || null, stock: stock.trim() === "" ? null : Number(stock) };
    if (product) changing.mutate({ workspace, productId: product.id, change: fields });
    else creating.mutate({ workspace, product: fields });
  };
  const text = (field: "name" | "price" | "sku" | "stock", label: string, help?: string) => (
    <Field label={label} help={help} error={errorOf(field)}>
      <Input
        autoFocus={field === "name" && !product}
        autoComplete="off"
        inputMode={field === "price" ? "decimal" : field === "stock" ? "numeric" : undefined}
        disabled={!mayEdit}
        value={draft[field]}
        onChange={(event) => set({ [field]: event.target.value })}
      />
    </Field>
  );
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4 p-5">
      {text("name", "Name")}
      <div className="grid grid-cols-2 gap-4">
        {text("price", "Price")}
        <Field label="Currency" error={errorOf("currency")}>
          <Select
            options={currencyOptions(draft.currency)}
            disabled={!mayEdit}
            value={draft.currency}
            onValueChange={(currency) => set({ currency })}
          />
        </Field>
        {text("sku", "SKU")}
        {text("stock", "In stock", "Empty: it is not counted.")}
      </div>
      <Field label="Description" error={errorOf("description")}>
        <Textarea
          disabled={!mayEdit}
          value={draft.description}
          onChange={(event) => set({ description: event.target.value })}
        />
      </Field>
      {product?.status === "archived" ? null : (
        <Field label="State">
          <Select
            options={STATES.map((value) => ({ value, label: recordStatusWord(value) }))}
            disabled={!mayEdit}
            value={draft.status}
            onValueChange={(value) => set({ status: STATES.find((each) => each === value) ?? "active" })}
          />
        </Field>
      )}
      {problem && !named ? (
        <p role="alert" className="text-failed">
          {problem.message}
        </p>
      ) : null}
      {product ? (
        <Link
          href={`/w/${workspace}/orders?product=${product.id}`}
          className="self-start rounded-sm text-accent-ink hover:underline"
        >
          Orders with this product
        </Link>
      ) : null}
      {role === "viewer" ? null : (
        <footer className="flex items-center gap-2">
          {mayEdit ? (
            <Button
              size="md"
              variant="primary"
              type="submit"
              pending={creating.isPending || changing.isPending}
            >
              {product ? "Save product" : "Create product"}
            </Button>
          ) : null}
          {product ? (
            <Button
              size="md"
              variant="ghost"
              pending={pending}
              onClick={() => {
                if (mayEdit) remove(product.id);
                else restore(product.id);
                onDone();
              }}
            >
              {mayEdit ? "Delete product" : "Bring it back"}
            </Button>
          ) : null}
        </footer>
      )}
    </form>
  );
}

const FIELDS = ["name", "price", "currency", "sku", "stock", "description"];
const STATES = ["active", "draft"] as const;

type Draft = {
  name: string;
  description: string;
  price: string;
  currency: string;
  sku: string;
  stock: string;
  status: (typeof STATES)[number];
};

const draftOf = (product: ProductItem | null): Draft => ({
  name: product?.name ?? "",
  description: product?.description ?? "",
  price: product ? toMajor(product.price, product.currency).toFixed(decimalsOf(product.currency)) : "",
  currency: product?.currency ?? "usd",
  sku: product?.sku ?? "",
  stock: product?.stock?.toString() ?? "",
  status: product?.status === "draft" ? "draft" : "active",
});
