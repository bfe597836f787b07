"use client";

import Link from "next/link";
import { useCatalogue } from "@/components/flow-builder/use-catalogue";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";

type NamedAnswerProps = {
  kind: "member" | "pool";
  optional: boolean;
  value: string;
  onChange: (value: string) => void;
};

const NOBODY = "$nobody";

/** A person or an owner pool of the workspace, as steps name them. */
export function NamedAnswer({ kind, optional, value, onChange }: NamedAnswerProps) {
  const { slug } = useWorkspace();
  const catalogue = useCatalogue();
  if (!catalogue) return <Skeleton className="h-8 w-full" />;
  const known =
    kind === "member"
      ? catalogue.members.map(({ email, name }) => ({ value: email, label: name || email, hint: email }))
      : catalogue.pools.map(({ name }) => ({ value: name, label: name }));
  if (known.length === 0)
    return (
      <p className="text-muted">
        There is no owner pool yet.{" "}
        <Link
          href={`/w/${slug}/settings/owner-pools`}
          className="text-accent-ink underline underline-offset-4"
        >
          Make one
        </Link>
        , then come back: nothing is lost.
      </p>
    );
  const options = [...(optional ? [{ value: NOBODY, label: "Nobody in particular" }] : []), ...known];
  const chosen = options.some((option) => option.value === value) ? value : optional ? NOBODY : "";
  return (
    <Select
      options={options}
      value={chosen}
      placeholder={kind === "member" ? "Choose a person" : "Choose a pool"}
      onValueChange={(next) => onChange(next === NOBODY ? "" : next)}
    />
  );
}
