"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { choicesOf, type TemplateQuestion } from "@/server/domain/template-question";
import { DurationAnswer } from "./duration-answer";
import { NamedAnswer } from "./named-answer";

type QuestionFieldProps = {
  question: TemplateQuestion;
  value: unknown;
  onChange: (value: unknown) => void;
  error: string | undefined;
};

/** One question of a template, with the control of its kind. */
export function QuestionField({ question, value, onChange, error }: QuestionFieldProps) {
  const { kind, label, help, optional = false } = question;
  if (kind === "duration")
    return <DurationAnswer label={label} help={help} error={error} value={value} onChange={onChange} />;
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const control = () => {
    switch (kind) {
      case "long_text":
        return <Textarea value={text} maxLength={5_000} onChange={(event) => onChange(event.target.value)} />;
      case "number":
        return (
          <Input
            inputMode="decimal"
            autoComplete="off"
            className="w-32 tabular-nums"
            value={text}
            onChange={(event) => onChange(numberOr(event.target.value))}
          />
        );
      case "time":
        return (
          <Input
            type="time"
            className="w-32"
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        );
      case "choice":
      case "channel":
        return <Select options={choicesOf(question)} value={text} onValueChange={onChange} />;
      case "member":
      case "pool":
        return <NamedAnswer kind={kind} optional={optional} value={text} onChange={onChange} />;
      case "text":
        return (
          <Input
            autoComplete="off"
            maxLength={500}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        );
    }
  };
  return (
    <Field
      label={label}
      help={help}
      error={error}
      required={!optional}
      aside={optional ? "Optional" : undefined}
    >
      {control()}
    </Field>
  );
}

/** What is no number yet stays as it is typed; the answer is checked when it is given. */
const numberOr = (text: string): string | number =>
  text.trim() !== "" && Number.isFinite(Number(text)) && !/[.,]$/.test(text) ? Number(text) : text;
