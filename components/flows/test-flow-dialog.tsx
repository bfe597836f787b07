"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import * as z from "zod";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import type { FlowDetail } from "./flow-types";
import { readPayload } from "./read-payload";

/** Sends the flow a sample event that one may change first, and goes to watch the run. */
export function TestFlowDialog({ flow, onClose }: { flow: FlowDetail; onClose: () => void }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const sample = useQuery(trpc.flows.sample.queryOptions({ workspace, flowId: flow.id }));
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      {sample.data ? (
        <TestForm flow={flow} sample={sample.data} />
      ) : (
        <DialogContent title="Test with a sample event">
          {sample.isError ? (
            <ErrorState
              title="The sample could not be loaded"
              message={sample.error.message}
              onRetry={() => sample.refetch()}
              pending={sample.isFetching}
            />
          ) : (
            <Skeleton className="h-48 w-full rounded-md" />
          )}
        </DialogContent>
      )}
    </Dialog>
  );
}

type TestFormProps = { flow: FlowDetail; sample: { type: string; payload: Record<string, unknown> } };

function TestForm({ flow, sample }: TestFormProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [text, setText] = useState(() => JSON.stringify(sample.payload, null, 2));
  const read = readPayload(text);
  const test = useMutation(
    trpc.flows.testRun.mutationOptions({
      onSuccess: ({ runId }) => {
        void queries.invalidateQueries({ queryKey: trpc.runs.pathKey() });
        router.push(`/w/${workspace}/runs/${runId}`);
      },
    }),
  );
  const run = () => {
    if (!read.ok) return;
    test.mutate({ workspace, flowId: flow.id, payload: payloadSchema.parse(read.payload) });
  };
  const version = flow.activeVersion ? `version ${flow.activeVersion.number}` : "the draft";
  return (
    <DialogContent
      title="Test with a sample event"
      description={`Runs ${version} of “${flow.name}” for real, marked as a test. Messages on the sandbox connection stay in the Outbox; steps cost tokens as they always do.`}
      footer={
        <>
          <DialogClose asChild>
            <Button size="md">Cancel</Button>
          </DialogClose>
          <Button
            size="md"
            variant="primary"
            disabled={!read.ok}
            pending={test.isPending || test.isSuccess}
            onClick={run}
          >
            <Play aria-hidden />
            Run test
          </Button>
        </>
      }
    >
      <Field
        label={sample.type}
        help="The payload that the flow's steps read. Change what you like."
        error={read.ok ? test.error?.message : read.message}
      >
        <Textarea
          mono
          autoFocus
          className="max-h-96 min-h-56"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
    </DialogContent>
  );
}

const payloadSchema = z.record(z.string(), z.json());
