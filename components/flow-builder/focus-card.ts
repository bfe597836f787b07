/** Gives the focus to a card on the canvas; false when it is not drawn. */
export function focusCard(frame: HTMLElement | null, id: string): boolean {
  const card = frame?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  card?.focus({ preventScroll: true });
  return card !== null && card !== undefined;
}
