/** What the owner of a flow is told when the loop guard paused it. */
export function loopStopWords(
  flowName: string,
  { eventType, most }: { eventType: string; most: number },
): { title: string; body: string } {
  const times = most === 1 ? "once" : `${most} times`;
  return {
    title: `“${flowName}” was paused: it may go round in a circle`,
    body: `Baton's own actions (${eventType}) wanted to start it for one contact more than ${times} within an hour. Nothing is lost: the event is kept, and runs under way stop where they are. Look what starts it, then turn it on again; the count begins anew.`,
  };
}
