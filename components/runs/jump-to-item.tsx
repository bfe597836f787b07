"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** Items are counted from 1 by people. */
export function JumpToItem({ total, onJump }: { total: number; onJump: (number: number) => void }) {
  const [text, setText] = useState("");
  const number = Number(text);
  const isItem = Number.isInteger(number) && number >= 1 && number <= total;
  return (
    <form
      className="flex items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (isItem) onJump(number);
      }}
    >
      <Input
        size="sm"
        inputMode="numeric"
        aria-label={`Number of an item, 1 to ${total}`}
        placeholder="Item"
        className="w-20 tabular-nums"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" disabled={!isItem}>
        Go
      </Button>
    </form>
  );
}
