"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { QuestionCandidate } from "@/server/domain/question-candidates";
import { valueGist } from "@/server/domain/value-gist";
import { type ChosenQuestions, MOST_QUESTIONS } from "./chosen-questions";

type CandidateListProps = {
  candidates: readonly QuestionCandidate[];
  chosen: ChosenQuestions;
  onChange: (chosen: ChosenQuestions) => void;
};

/** Everything in the flow that may differ each time; what is ticked is asked for, in one's own words. */
export function CandidateList({ candidates, chosen, onChange }: CandidateListProps) {
  if (candidates.length === 0)
    return <p className="text-muted">Nothing in this flow has a value to ask for: it is used as it is.</p>;
  const change = (place: string, question: string | null) => {
    const next = new Map(chosen);
    if (question === null) next.delete(place);
    else next.set(place, question);
    onChange(next);
  };
  const full = chosen.size >= MOST_QUESTIONS;
  return (
    <fieldset>
      <legend className="font-medium">What to ask each time</legend>
      <p className="text-muted text-xs">
        Two to four questions are enough: who, when, and how it is worded. Everything else stays as it is.
      </p>
      <ul className="mt-2 flex flex-col rounded-lg border border-line">
        {candidates.map(({ place, where, label, initial }) => {
          const question = chosen.get(place);
          return (
            <li key={place} className="flex flex-col gap-2 border-line px-3 py-2 not-last:border-b">
              <Checkbox
                label={label}
                help={`${where} · now ${valueGist(initial, 70) || "empty"}`}
                checked={question !== undefined}
                disabled={question === undefined && full}
                onCheckedChange={(on) => change(place, on === true ? label : null)}
              />
              {question === undefined ? null : (
                <Field label={`Question for ${label}`} hideLabel className="pl-6">
                  <Input
                    maxLength={200}
                    value={question}
                    onChange={(event) => change(place, event.target.value)}
                  />
                </Field>
              )}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
