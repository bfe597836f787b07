"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { type ApiScope, apiScopes } from "@/server/domain/api-scope";
import { callProblem } from "./call-problem";

type NewApiKeyFormProps = { workspace: string; onCreated: (secret: string) => void };

export function NewApiKeyForm({ workspace, onCreated }: NewApiKeyFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<ApiScope[]>(["events:write"]);
  const [origins, setOrigins] = useState("");
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({
      onSuccess({ secret }) {
        onCreated(secret);
        return queries.invalidateQueries(trpc.apiKeys.list.queryFilter({ workspace }));
      },
    }),
  );
  const problem = create.error ? callProblem(create.error) : null;
  const originLines = origins.split(/\s+/).filter(Boolean);
  const originProblem = originLines.map((_, line) => problem?.errorOf(`key.origins.${line}`)).find(Boolean);
  const byField = [problem?.errorOf("key.name"), problem?.errorOf("key.scopes"), originProblem].some(Boolean);
  const submit = () => {
    create.mutate({ workspace, key: { name, scopes, origins: originLines } });
  };
  const toggle = (scope: ApiScope, on: boolean) =>
    setScopes(on ? [...scopes, scope] : scopes.filter((one) => one !== scope));
  return (
    <FormDialogContent
      title="New API key"
      description="Give it no more than its program needs. You can revoke it at any time."
      submitLabel="Create key"
      pending={create.isPending}
      refusal={problem && !byField && problem.message}
      className="flex flex-col gap-5"
      onSubmit={submit}
    >
      <Field
        label="Name"
        error={problem?.errorOf("key.name")}
        help="Where it is used, such as “Web shop”."
        required
      >
        <Input value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
      </Field>
      <fieldset className="flex flex-col gap-2.5">
        <legend className="mb-1.5 font-medium">The key may</legend>
        {problem?.errorOf("key.scopes") ? (
          <p role="alert" className="text-failed text-xs">
            {problem.errorOf("key.scopes")}
          </p>
        ) : null}
        {apiScopes.map(({ scope, title, description }) => (
          <Checkbox
            key={scope}
            label={title}
            help={description}
            checked={scopes.includes(scope)}
            onCheckedChange={(on) => toggle(scope, on === true)}
          />
        ))}
      </fieldset>
      <Field
        label="Websites that may call with it"
        aside="Optional"
        error={originProblem}
        help="One origin a line, such as https://shop.example.com. Browsers are refused from anywhere else."
      >
        <Textarea rows={2} value={origins} onChange={(event) => setOrigins(event.target.value)} />
      </Field>
    </FormDialogContent>
  );
}
