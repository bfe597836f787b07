"use client";

import { Plug, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import type { Condition } from "@/server/domain/condition";
import { useData } from "../data/data-context";
import { PathPicker } from "../data/path-picker";
import { useOffers } from "../use-offers";
import { newRule } from "./new-rule";

type AddRuleProps = { label: string; icon?: ReactNode; onAdd: (rule: Condition) => void };

/** Asks for the field first: a rule always asks about something. */
export function AddRule({ label, icon, onAdd }: AddRuleProps) {
  const data = useData();
  const { conditions } = useOffers();
  return (
    <span className="inline-flex">
      <PathPicker
        label={label}
        nodes={data.tree}
        value=""
        onChange={(path) => onAdd(newRule(path, data))}
        trigger={
          <Button variant="ghost">
            {icon ?? <Plus aria-hidden />}
            {label}
          </Button>
        }
      />
      {conditions.length > 0 ? (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <IconButton label={`${label}: a question to a plugin`}>
              <Plug aria-hidden />
            </IconButton>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            {conditions.map((condition) => (
              <DropdownMenuItem
                key={`${condition.pluginId}:${condition.id}`}
                onSelect={() =>
                  onAdd({
                    plugin_id: condition.pluginId,
                    condition_id: condition.id,
                    operator: condition.operators[0] ?? "equals",
                    value: "",
                  })
                }
              >
                {condition.title}
              </DropdownMenuItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      ) : null}
    </span>
  );
}
