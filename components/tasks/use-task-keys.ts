"use client";

import { useEffect, useRef } from "react";

type TaskKeys = {
  /** Completes a task, or opens it again; null for those who may only look. */
  onTick: ((taskId: string) => void) | null;
  onNew: (() => void) | null;
};

/**
 * j and k go from task to task (Enter opens it), x completes one, n makes a new one, "/" goes to the search field. Each
 * task carries `data-task` with its id. Silent while someone types or a dialog or menu is open.
 */
export function useTaskKeys(keys: TaskKeys) {
  const latest = useRef(keys);
  latest.current = keys;
  const goAt = useRef(0);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isBusy(event.target))
        return;
      // "G, then a letter" goes to another page.
      if (event.timeStamp - goAt.current < 1_200) return;
      if (event.key === "g") goAt.current = event.timeStamp;
      const tasks = [...document.querySelectorAll<HTMLElement>("main [data-task]")];
      const at = tasks.findIndex((task) => task.contains(document.activeElement));
      const go = (index: number) => tasks[index]?.querySelector<HTMLElement>("[data-open]")?.focus();
      const id = tasks[at]?.dataset.task;
      if (event.key === "/") document.querySelector<HTMLElement>("main input[type=search]")?.focus();
      else if (event.key === "j") go(Math.min(tasks.length - 1, at + 1));
      else if (event.key === "k") go(Math.max(0, at - 1));
      else if (event.key === "n" && latest.current.onNew) latest.current.onNew();
      else if (event.key === "x" && id && latest.current.onTick) {
        latest.current.onTick(id);
        // It leaves its column: the focus stays among those that are there.
        go(at + 1 < tasks.length ? at + 1 : at - 1);
      } else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

const isBusy = (target: EventTarget | null) =>
  document.querySelector("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]") !== null ||
  (target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select") !== null));
