"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useListKeys } from "@/components/shell/use-list-keys";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ContactFilter } from "@/components/tasks/contact-filter";
import { Button } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/filter-chip";
import { ListTable } from "@/components/ui/list-table";
import { SearchInput } from "@/components/ui/search-input";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { TableHeader } from "@/components/ui/table";
import { appointmentStatuses } from "@/server/domain/appointment";
import { Agenda } from "./agenda";
import { appointmentFilters } from "./appointment-filters";
import { AppointmentForm } from "./appointment-form";
import { AppointmentPanel } from "./appointment-panel";
import { AppointmentsEmpty } from "./appointments-empty";
import { RecordPanel } from "./record-panel";
import { recordStatusWord } from "./record-state";

/** The agenda: what comes, or what was, day by day. */
export function AppointmentsPage() {
  const trpc = useTRPC();
  const { slug: workspace, role } = useWorkspace();
  const [{ q, time, status, contact, appointment: chosen, new: adding }, setView] = useQueryStates(
    appointmentFilters,
    { history: "replace" },
  );
  // Where the past begins stays the same while the page is open, so that pages of the list fit together.
  const [opening] = useState(() => new Date());
  const past = time === "past";
  const appointments = useInfiniteQuery(
    trpc.appointments.list.infiniteQueryOptions(
      {
        workspace,
        q,
        status,
        contactId: contact ?? undefined,
        ...(past ? { until: opening, order: "latest" as const } : { from: opening }),
      },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const opened = useQuery(
    trpc.appointments.get.queryOptions(
      { workspace, appointmentId: chosen ?? "" },
      { enabled: chosen !== null },
    ),
  );
  const rows = appointments.data?.pages.flatMap((page) => page.appointments) ?? [];
  const create = role === "viewer" ? null : () => setView({ new: true, appointment: null });
  useListKeys({ onNew: create });
  const close = () => setView({ new: null, appointment: null });
  return (
    <Page
      crumbs={[{ label: "Appointments" }]}
      actions={
        create ? (
          <Button variant="primary" onClick={create}>
            <Plus aria-hidden />
            New appointment
          </Button>
        ) : null
      }
    >
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SegmentedControl
          label="Time"
          options={TIMES}
          value={time}
          onChange={(chosen) => setView({ time: chosen })}
        />
        <SearchInput
          label="Search appointments"
          value={q}
          onChange={(text) => setView({ q: text || null })}
        />
        <FilterChip
          label="State"
          multiple
          options={appointmentStatuses.map((value) => ({ value, label: recordStatusWord(value) }))}
          value={status}
          onChange={(values) =>
            setView({ status: appointmentStatuses.filter((each) => values.includes(each)) })
          }
        />
        <ContactFilter contactId={contact} onChange={(chosen) => setView({ contact: chosen })} />
      </div>
      <ListTable
        noun={["appointment", "appointments"]}
        list={appointments}
        rows={rows}
        empty={
          <AppointmentsEmpty
            filtered={q !== "" || status.length > 0 || contact !== null}
            past={past}
            onClear={() => setView({ q: null, status: null, contact: null })}
            onCreate={create}
          />
        }
        plain
        selection={null}
        selectionBar={null}
        head={
          <>
            <TableHeader>Time</TableHeader>
            <TableHeader>Appointment</TableHeader>
            <TableHeader className="text-right">State</TableHeader>
          </>
        }
      >
        <Agenda
          appointments={rows}
          chosen={chosen}
          onChoose={(appointment) => setView({ appointment, new: null })}
        />
      </ListTable>
      <RecordPanel
        title={chosen ? (opened.data?.title ?? "Appointment") : "New appointment"}
        noun="appointment"
        open={chosen !== null || (adding && create !== null)}
        onClose={close}
        {...(chosen && { query: opened })}
      >
        {chosen ? (
          opened.data && <AppointmentPanel appointment={opened.data} onClose={close} />
        ) : (
          <div className="p-5">
            <AppointmentForm
              appointment={null}
              onDone={(appointment) => setView({ appointment, new: null })}
            />
          </div>
        )}
      </RecordPanel>
    </Page>
  );
}

const TIMES = [
  { value: "upcoming", label: "Upcoming" },
  { value: "past", label: "Past" },
] as const;
