"use client";

import { useQuery } from "@tanstack/react-query";
import { Folder, FolderMinus, FolderPlus } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { foldersAbove } from "@/server/domain/flow-folder";

type FolderPopoverProps = {
  /** Some stand in a folder that they can leave. */
  mayLeave: boolean;
  onFolder: (folder: string) => void;
  trigger: ReactNode;
};

/** Asks for a folder: one that is there, or a new one by typing its path. */
export function FolderPopover({ mayLeave, onFolder, trigger }: FolderPopoverProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const { data } = useQuery(trpc.flows.places.queryOptions({ workspace }, { enabled: open }));
  const known = [...new Set(data?.folders.flatMap(({ path }) => foldersAbove(path)))].sort();
  const typed = text.trim();
  const shown = known.filter((path) => path.toLowerCase().includes(typed.toLowerCase()));
  const choose = (folder: string) => {
    setOpen(false);
    setText("");
    onFolder(folder);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const only = shown.length === 1 ? shown[0] : undefined;
    if (typed) choose(only ?? typed);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent side="top" aria-label="Move to a folder" className="w-72">
        <form onSubmit={submit}>
          <Field label="Folder" help="Sales/Welcome is the folder Welcome in Sales.">
            <Input
              size="sm"
              autoComplete="off"
              maxLength={300}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
        </form>
        <ul aria-label="Folders" className="mt-2 flex max-h-60 flex-col overflow-y-auto">
          {shown.map((path) => (
            <Choice key={path} icon={<Folder aria-hidden />} onClick={() => choose(path)}>
              {path}
            </Choice>
          ))}
          {typed && !known.includes(typed) ? (
            <Choice icon={<FolderPlus aria-hidden />} onClick={() => choose(typed)}>
              New folder “{typed}”
            </Choice>
          ) : null}
          {mayLeave && !typed ? (
            <Choice icon={<FolderMinus aria-hidden />} onClick={() => choose("")}>
              Out of folders
            </Choice>
          ) : null}
        </ul>
      </PopoverContent>
    </Popover>
  );
}

type ChoiceProps = { icon: ReactNode; onClick: () => void; children: ReactNode };

function Choice({ icon, onClick, children }: ChoiceProps) {
  return (
    <li>
      <Button variant="ghost" className="w-full justify-start" onClick={onClick}>
        {icon}
        <span className="truncate">{children}</span>
      </Button>
    </li>
  );
}
