import { useId } from "react";
import { contactName } from "./contact-name";
import type { ContactDetail } from "./contact-types";
import { mergeGains } from "./merge-gains";

/** What happens when the two become one. */
export function MergeMoves({ kept, gone }: { kept: ContactDetail; gone: ContactDetail }) {
  const id = useId();
  const { gains, alsoFoundBy } = mergeGains(kept, gone);
  return (
    <section aria-labelledby={id} className="rounded-lg bg-sunken p-3">
      <h3 id={id} className="font-medium">
        What {contactName(kept)} gets
      </h3>
      {gains.length > 0 ? (
        <dl className="mt-1.5 grid grid-cols-[120px_minmax(0,1fr)] gap-y-1">
          {gains.map(({ label, value }) => (
            <div key={label} className="contents">
              <dt className="truncate text-muted">{label}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="mt-1 text-muted">Nothing it does not have already.</p>
      )}
      <ul className="mt-3 list-disc space-y-1 pl-4 text-muted">
        <li>Messages, runs, tasks, notes, orders and the whole history move along.</li>
        {alsoFoundBy.length > 0 ? (
          <li className="break-words">It is found by {alsoFoundBy.join(" and ")} too.</li>
        ) : null}
        <li>No flow is started or restarted. Runs under way go on where they are.</li>
      </ul>
    </section>
  );
}
