"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ContactPicker, type PickedContact } from "@/components/tasks/contact-picker";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { DEFAULT_MINUTES } from "@/server/domain/appointment";
import { localInstant } from "@/server/domain/local-instant";
import { wallTime } from "@/server/domain/wall-clock";
import type { AppointmentItem } from "./commerce-types";

type AppointmentFormProps = {
  appointment: AppointmentItem | null;
  onDone: (appointmentId: string) => void;
};

/** When, where and what about; without an appointment, those of a new one and for whom. Times are the workspace's. */
export function AppointmentForm({ appointment, onDone }: AppointmentFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace, timezone, role } = useWorkspace();
  const [contact, setContact] = useState<PickedContact | null>(null);
  const [draft, setDraft] = useState(() => draftOf(appointment, timezone));
  const onSuccess = ({ id }: { id: string }) => {
    toast.success(appointment ? "The appointment is saved" : "The appointment is booked", {
      ...(!appointment && { description: "Flows that start with a new appointment start." }),
    });
    onDone(id);
    return queries.invalidateQueries({ queryKey: trpc.appointments.pathKey() });
  };
  const creating = useMutation(trpc.appointments.create.mutationOptions({ onSuccess }));
  const changing = useMutation(trpc.appointments.change.mutationOptions({ onSuccess }));
  const error = creating.error ?? changing.error;
  const problem = error ? callProblem(error) : null;
  const errorOf = (field: string) =>
    problem?.errorOf(`appointment.${field}`) ??
    problem?.errorOf(`change.${field}`) ??
    problem?.errorOf(field);
  const named = FIELDS.some((field) => errorOf(field));
  const mayEdit = role !== "viewer" && (!appointment || appointment.status === "booked");
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { minutes, starts, ...words } = draft;
    const times = { starts_at: starts, duration_minutes: Number(minutes) };
    if (!appointment) {
      const who = contact ? { contact: contact.id } : {};
      creating.mutate({ workspace, appointment: { ...words, ...times, ...who, timezone } });
    } else {
      const before = draftOf(appointment, timezone);
      const moved = before.starts !== starts || before.minutes !== minutes;
      // The zone it was agreed in stays: the field shows the workspace's clock, so an instant is sent.
      const change = { ...words, ...(moved && { ...times, starts_at: instantText(starts, timezone) }) };
      changing.mutate({ workspace, appointmentId: appointment.id, change });
    }
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {appointment ? null : (
        <Field label="Contact">
          <ContactPicker value={contact} onChange={setContact} />
        </Field>
      )}
      <Field label="Title" error={errorOf("title")}>
        <Input
          disabled={!mayEdit}
          placeholder="Consultation"
          value={draft.title}
          onChange={(event) => set({ title: event.target.value })}
        />
      </Field>
      <div className="grid grid-cols-[minmax(0,1fr)_96px] gap-4">
        <Field label="Starts" help={`In ${timezone.replaceAll("_", " ")}.`} error={errorOf("starts_at")}>
          <Input
            type="datetime-local"
            disabled={!mayEdit}
            value={draft.starts}
            onChange={(event) => set({ starts: event.target.value })}
          />
        </Field>
        <Field label="Minutes" error={errorOf("duration_minutes") ?? errorOf("ends_at")}>
          <Input
            inputMode="numeric"
            disabled={!mayEdit}
            value={draft.minutes}
            onChange={(event) => set({ minutes: event.target.value })}
          />
        </Field>
      </div>
      <Field label="Location" error={errorOf("location")}>
        <Input
          disabled={!mayEdit}
          placeholder="Video call"
          value={draft.location}
          onChange={(event) => set({ location: event.target.value })}
        />
      </Field>
      <Field
        label="Service"
        aside="Optional"
        help="What is done then. When it has taken place, flows that start with a completed service start."
        error={errorOf("service")}
      >
        <Input
          disabled={!mayEdit}
          placeholder="Installation"
          value={draft.service}
          onChange={(event) => set({ service: event.target.value })}
        />
      </Field>
      <Field label="Notes" error={errorOf("notes")}>
        <Textarea
          disabled={!mayEdit}
          value={draft.notes}
          onChange={(event) => set({ notes: event.target.value })}
        />
      </Field>
      {problem && !named ? (
        <p role="alert" className="text-failed">
          {problem.message}
        </p>
      ) : null}
      {mayEdit ? (
        <Button
          size="md"
          variant="primary"
          type="submit"
          className="self-start"
          pending={creating.isPending || changing.isPending}
        >
          {appointment ? "Save appointment" : "Book appointment"}
        </Button>
      ) : null}
    </form>
  );
}

const FIELDS = ["title", "starts_at", "ends_at", "duration_minutes", "location", "service", "notes"];

const instantText = (wall: string, timeZone: string): string =>
  localInstant(wall, timeZone)?.toISOString() ?? wall;

type Draft = {
  title: string;
  starts: string;
  minutes: string;
  location: string;
  service: string;
  notes: string;
};

const draftOf = (appointment: AppointmentItem | null, timeZone: string): Draft => ({
  title: appointment?.title ?? "",
  starts: appointment
    ? new Date(wallTime(timeZone, appointment.startsAt.getTime())).toISOString().slice(0, 16)
    : "",
  minutes: String(
    appointment
      ? Math.round((appointment.endsAt.getTime() - appointment.startsAt.getTime()) / 60_000)
      : DEFAULT_MINUTES,
  ),
  location: appointment?.location ?? "",
  service: appointment?.service ?? "",
  notes: appointment?.notes ?? "",
});
