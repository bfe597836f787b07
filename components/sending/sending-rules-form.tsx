"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { SendingRules } from "@/server/domain/sending-rules";
import { CapFields } from "./cap-fields";
import { NumberField } from "./number-field";
import { QuietHoursFields } from "./quiet-hours-fields";
import { SafeguardFields } from "./safeguard-fields";

type SendingRulesFormProps = { workspace: string; rules: SendingRules; mayChange: boolean };

export function SendingRulesForm({ workspace, rules: stored, mayChange }: SendingRulesFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [saved, setSaved] = useState(stored);
  const [rules, setRules] = useState(stored);
  const [team, setTeam] = useState(stored.team_addresses.join("\n"));
  const save = useMutation(
    trpc.sending.setRules.mutationOptions({
      onSuccess({ rules: kept }) {
        setSaved(kept);
        setRules(kept);
        setTeam(kept.team_addresses.join("\n"));
        toast.success("Sending rules saved");
        return queries.invalidateQueries(trpc.sending.rules.queryFilter({ workspace }));
      },
    }),
  );
  const problem = save.error ? callProblem(save.error) : null;
  const addresses = team.split(/[\n,;]+/).flatMap((line) => line.trim() || []);
  const next = { ...rules, team_addresses: addresses };
  const teamProblem = addresses
    .map((_, index) => problem?.errorOf(`rules.team_addresses.${index}`))
    .find(Boolean);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ workspace, rules: next });
  };
  const set = (change: Partial<SendingRules>) => setRules({ ...rules, ...change });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <fieldset disabled={!mayChange} className="contents">
        <legend className="sr-only">Sending rules</legend>
        <Card
          title="Quiet hours"
          description="What would arrive in them is held until they are over, in the person's own time zone: the contact's, else that of the phone number, else the workspace's."
        >
          <QuietHoursFields
            hours={rules.quiet_hours}
            onChange={(quiet_hours) => set({ quiet_hours })}
            mayChange={mayChange}
          />
        </Card>
        <Card
          title="How often"
          description="Over all flows together. What is too much is held until it is not."
        >
          <div className="flex flex-col gap-3">
            <CapFields
              label="Marketing emails to a contact"
              cap={rules.frequency_caps.email}
              usual={{ messages: 1, per: { value: 16, unit: "hours" } }}
              onChange={(email) => set({ frequency_caps: { ...rules.frequency_caps, email } })}
              mayChange={mayChange}
            />
            <CapFields
              label="SMS to a contact"
              cap={rules.frequency_caps.sms}
              usual={{ messages: 1, per: { value: 24, unit: "hours" } }}
              onChange={(sms) => set({ frequency_caps: { ...rules.frequency_caps, sms } })}
              mayChange={mayChange}
            />
            <CapFields
              label="Calls to a contact"
              cap={rules.frequency_caps.call}
              usual={{ messages: 1, per: { value: 24, unit: "hours" } }}
              onChange={(call) => set({ frequency_caps: { ...rules.frequency_caps, call } })}
              mayChange={mayChange}
            />
            <CapFields
              label="All messages of the workspace"
              cap={rules.rate_cap}
              usual={{ messages: 60, per: { value: 1, unit: "minutes" } }}
              onChange={(rate_cap) => set({ rate_cap })}
              mayChange={mayChange}
            />
            <p className="text-muted text-xs">
              Of emails only marketing counts, of texts and calls all that are not marked transactional.
            </p>
          </div>
        </Card>
        <Card title="Safeguards" description="Before a flow does to many people what nobody meant it to.">
          <SafeguardFields
            rules={rules}
            onChange={set}
            errorOf={(field) => problem?.errorOf(`rules.${field}`)}
            mayChange={mayChange}
          />
        </Card>
        <Card title="Beside that">
          <div className="flex max-w-lg flex-col gap-4">
            <NumberField
              label="Hold a message at most, hours"
              value={rules.hold_limit_hours}
              onChange={(hold_limit_hours) => set({ hold_limit_hours })}
              min={1}
              max={720}
              error={problem?.errorOf("rules.hold_limit_hours")}
              help="What could leave only later is not sent: it would come too late."
              disabled={!mayChange}
            />
            <Field
              label="Your own people"
              aside="Optional"
              error={teamProblem}
              help="Addresses and numbers that alerts go to, one a line. They need no consent and are reached at any time."
            >
              <Textarea
                rows={3}
                value={team}
                onChange={(event) => setTeam(event.target.value)}
                disabled={!mayChange}
              />
            </Field>
          </div>
        </Card>
      </fieldset>
      {problem && !teamProblem ? (
        <p role="alert" className="text-failed">
          {problem.message}
        </p>
      ) : null}
      {mayChange ? (
        <Button
          type="submit"
          variant="primary"
          size="md"
          className="self-start"
          disabled={JSON.stringify(next) === JSON.stringify(saved)}
          pending={save.isPending}
        >
          Save changes
        </Button>
      ) : (
        <p className="text-muted">Owners and admins can change these.</p>
      )}
    </form>
  );
}
