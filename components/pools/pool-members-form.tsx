"use client";

import { ArrowDown, ArrowUp, X } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { MAX_WEIGHT } from "@/server/domain/choose-owner";
import type { PoolMember } from "./pool-types";

/** A member as the form holds them: numbers as they are typed. */
export type MemberDraft = { userId: string; name: string; weight: string; offDuty: boolean; maxOpen: string };

export const memberDraft = (
  member: Pick<PoolMember, "userId" | "name"> & Partial<PoolMember>,
): MemberDraft => ({
  userId: member.userId,
  name: member.name,
  weight: String(member.weight ?? 1),
  offDuty: member.offDuty ?? false,
  maxOpen: member.maxOpen ? String(member.maxOpen) : "",
});

type PoolMembersFormProps = {
  members: MemberDraft[];
  onChange: (members: MemberDraft[]) => void;
  errorOf: (index: number, field: string) => string | undefined;
};

/** Who is in the pool, in which order, how often, and with how many open leads they are full. */
export function PoolMembersForm({ members, onChange, errorOf }: PoolMembersFormProps) {
  if (members.length === 0) return null;
  const set = (index: number, change: Partial<MemberDraft>) =>
    onChange(members.map((member, at) => (at === index ? { ...member, ...change } : member)));
  const move = (index: number, by: number) => {
    const next = [...members];
    const [member] = next.splice(index, 1);
    if (member) next.splice(index + by, 0, member);
    onChange(next);
  };
  return (
    <table className="w-full table-fixed text-left">
      <thead className="text-muted text-xs">
        <tr>
          <th scope="col" className="pb-1 font-normal">
            Member
          </th>
          <th scope="col" className="w-16 pb-1 pl-2 font-normal" title="2 gets twice as many as 1">
            Weight
          </th>
          <th scope="col" className="w-26 pb-1 pl-2 font-normal">
            Most open
          </th>
          <th scope="col" className="w-23 pb-1">
            <span className="sr-only">Order</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {members.map((member, index) => {
          const error = errorOf(index, "weight") ?? errorOf(index, "maxOpen");
          return (
            <tr key={member.userId} className="align-top">
              <td className="py-1">
                <span className="flex min-h-7 items-center gap-2">
                  <Avatar name={member.name} className="max-sm:hidden" />
                  <span className="line-clamp-2 break-words max-sm:text-xs">{member.name}</span>
                </span>
                {error ? <p className="text-failed text-xs">{error}</p> : null}
              </td>
              <td className="py-1 pl-2">
                <Input
                  size="sm"
                  type="number"
                  inputMode="numeric"
                  min={1}
                  max={MAX_WEIGHT}
                  aria-label={`Weight of ${member.name}`}
                  aria-invalid={errorOf(index, "weight") ? true : undefined}
                  value={member.weight}
                  onChange={(event) => set(index, { weight: event.target.value })}
                />
              </td>
              <td className="py-1 pl-2">
                <Input
                  size="sm"
                  type="number"
                  inputMode="numeric"
                  min={1}
                  placeholder="No limit"
                  aria-label={`Most open leads of ${member.name}`}
                  aria-invalid={errorOf(index, "maxOpen") ? true : undefined}
                  value={member.maxOpen}
                  onChange={(event) => set(index, { maxOpen: event.target.value })}
                />
              </td>
              <td className="py-1 pl-1">
                <span className="flex justify-end">
                  <IconButton
                    label={`Move ${member.name} up`}
                    disabled={index === 0}
                    onClick={() => move(index, -1)}
                  >
                    <ArrowUp aria-hidden />
                  </IconButton>
                  <IconButton
                    label={`Move ${member.name} down`}
                    disabled={index === members.length - 1}
                    onClick={() => move(index, 1)}
                  >
                    <ArrowDown aria-hidden />
                  </IconButton>
                  <IconButton
                    label={`Take ${member.name} out`}
                    onClick={() => onChange(members.filter((_, at) => at !== index))}
                  >
                    <X aria-hidden />
                  </IconButton>
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
