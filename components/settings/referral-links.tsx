"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { type FormEvent, useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { AppRouter } from "@/server/api/root";
import { callProblem } from "./call-problem";

type ReferralLinksProps = {
  workspace: string;
  links: inferRouterOutputs<AppRouter>["referrals"]["links"];
  mayChange: boolean;
};

/** Where the links lead by which contacts recommend the workspace, and what came of them. */
export function ReferralLinks({ workspace, links: initialData, mayChange }: ReferralLinksProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: links } = useQuery(trpc.referrals.links.queryOptions({ workspace }, { initialData }));
  const [url, setUrl] = useState(initialData.url ?? "");
  const save = useMutation(
    trpc.referrals.changeUrl.mutationOptions({
      onSuccess: () => {
        toast.success("Referral links saved", { description: "Links that are out already lead there too." });
        return queries.invalidateQueries(trpc.referrals.links.queryFilter({ workspace }));
      },
    }),
  );
  const problem = save.error ? callProblem(save.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ workspace, url: url.trim() });
  };
  return (
    <Card title="Referral links">
      <form onSubmit={submit} noValidate className="flex max-w-lg flex-col gap-4">
        <p className="text-muted">
          A flow gives a contact a link with “Create referral code”. {countWords(links)}
        </p>
        <Field
          label="They lead to"
          aside="Optional"
          help="The page is told the code as ref. Send it back as referral_code with the order, and the referral counts. Left empty: a page of ours that shows the code."
          error={problem && (problem.errorOf("url") ?? problem.message)}
        >
          <Input
            type="url"
            inputMode="url"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
            placeholder="https://example.com/welcome"
            disabled={!mayChange}
          />
        </Field>
        {mayChange ? (
          <Button
            type="submit"
            variant="primary"
            size="md"
            className="self-start"
            disabled={url.trim() === (links.url ?? "")}
            pending={save.isPending}
          >
            Save referral links
          </Button>
        ) : (
          <p className="text-muted">Owners and admins can change this.</p>
        )}
      </form>
    </Card>
  );
}

const countWords = ({ codes, clicks, conversions }: ReferralLinksProps["links"]) =>
  codes === 0
    ? "Nobody has one yet."
    : `${count(codes, "contact has", "contacts have")} one; ${count(clicks, "visitor", "visitors")}, ${count(conversions, "new customer", "new customers")}.`;

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
