"use client";

import type { CallProblem } from "@/components/settings/call-problem";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Textarea } from "@/components/ui/textarea";
import type { TemplateDraft } from "./template-types";

type TemplateFieldsProps = {
  draft: TemplateDraft;
  isNew: boolean;
  mayEdit: boolean;
  problem: CallProblem | null;
  onChange: (change: Partial<TemplateDraft>) => void;
};

export function TemplateFields({ draft, isNew, mayEdit, problem, onChange }: TemplateFieldsProps) {
  const errorOf = (field: string) => problem?.errorOf(`template.${field}`);
  const byField = ["name", "key", "subject", "text", "html"].some(errorOf);
  const isEmail = draft.channel === "email";
  const asHtml = isEmail && draft.html !== null;
  return (
    <>
      {problem && !byField ? (
        <p role="alert" className="text-failed">
          {problem.message}
        </p>
      ) : null}
      {isNew ? (
        <SegmentedControl
          label="Channel"
          options={CHANNELS}
          value={draft.channel}
          onChange={(channel) => onChange({ channel, ...(channel === "sms" && { html: null }) })}
          className="self-start"
        />
      ) : null}
      <Field label="Name" error={errorOf("name")} required>
        <Input
          value={draft.name}
          disabled={!mayEdit}
          onChange={(event) => onChange({ name: event.target.value })}
          placeholder="Order shipped"
          autoComplete="off"
        />
      </Field>
      <Field
        label="Steps say"
        error={errorOf("key")}
        help={isNew ? undefined : "Steps find the template by it, so it stays as it is."}
      >
        <Input
          className="font-mono text-xs"
          value={draft.key}
          disabled={!mayEdit || !isNew}
          onChange={(event) => onChange({ key: event.target.value })}
          placeholder="order_shipped"
          autoComplete="off"
        />
      </Field>
      {isEmail ? (
        <Field label="Subject" error={errorOf("subject")} required>
          <Input
            value={draft.subject}
            disabled={!mayEdit}
            onChange={(event) => onChange({ subject: event.target.value })}
            autoComplete="off"
          />
        </Field>
      ) : null}
      {isEmail && mayEdit ? (
        <SegmentedControl
          label="Written as"
          options={FORMATS}
          value={asHtml ? "html" : "text"}
          onChange={(format) => onChange({ html: format === "html" ? (draft.html ?? "") : null })}
          className="self-start"
        />
      ) : null}
      {asHtml ? (
        <Field
          label="HTML"
          error={errorOf("html") ?? errorOf("text")}
          help="A whole document is sent as it is; anything less is put into the layout."
          required
        >
          <Textarea
            mono
            rows={10}
            value={draft.html ?? ""}
            disabled={!mayEdit}
            onChange={(event) => onChange({ html: event.target.value })}
          />
        </Field>
      ) : (
        <Field
          label={isEmail ? "Text" : "Message"}
          error={errorOf("text")}
          help={isEmail ? "An empty line begins a new paragraph. Addresses become links." : undefined}
          required
        >
          <Textarea
            rows={isEmail ? 8 : 4}
            value={draft.text}
            disabled={!mayEdit}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        </Field>
      )}
    </>
  );
}

const CHANNELS = [
  { value: "email", label: "Email" },
  { value: "sms", label: "SMS" },
] as const;

const FORMATS = [
  { value: "text", label: "Text" },
  { value: "html", label: "HTML" },
] as const;
