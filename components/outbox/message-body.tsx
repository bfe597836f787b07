import { useState } from "react";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { smsSegments } from "@/server/domain/sms-segments";
import { channels } from "./channel";
import { EmailFrame } from "./email-frame";
import { HtmlBody } from "./html-body";

type MessageBodyProps = {
  channel: string;
  subject: string;
  body: string;
  /** An email as it left. */
  html: string | null;
  text: string | null;
};

/** A message as the one who gets it would see it. */
export function MessageBody({ channel, subject, body, html, text }: MessageBodyProps) {
  if (channel === "sms" || channel === "call") return <Bubble body={body} counted={channel === "sms"} />;
  if (channel === "slack" || channel === "calendar" || channel === "in_app") {
    const { icon: Icon } = channels[channel];
    return (
      <div className="flex gap-3 rounded-lg border border-line bg-surface p-4">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        <div className="min-w-0">
          {subject ? <p className="font-medium">{subject}</p> : null}
          <p className="whitespace-pre-wrap break-words">{body}</p>
        </div>
      </div>
    );
  }
  if (html) return <SentEmail html={html} text={text ?? body} />;
  if (!/<\/?[a-z][^>]*>/i.test(body)) return <PlainText text={body} />;
  return <HtmlBody html={body} />;
}

function SentEmail({ html, text }: { html: string; text: string }) {
  const [shown, setShown] = useState<"html" | "text">("html");
  return (
    <div className="flex flex-col gap-2">
      <SegmentedControl
        label="Show as"
        options={[
          { value: "html", label: "Email" },
          { value: "text", label: "Plain text" },
        ]}
        value={shown}
        onChange={setShown}
        className="self-start"
      />
      {shown === "html" ? (
        <EmailFrame html={html} title="The email as it is read" />
      ) : (
        <PlainText text={text} />
      )}
    </div>
  );
}

const PlainText = ({ text }: { text: string }) => (
  <div className="whitespace-pre-wrap break-words rounded-lg border border-line bg-surface p-4 text-base">
    {text || "This message has no text."}
  </div>
);

function Bubble({ body, counted }: { body: string; counted: boolean }) {
  const { segments, units, encoding } = smsSegments(body);
  return (
    <div className="rounded-lg bg-sunken p-4">
      <p className="w-fit max-w-[36ch] whitespace-pre-wrap break-words rounded-xl bg-gray-4 px-3 py-2">
        {body}
      </p>
      {counted ? (
        <p className="mt-2 text-muted text-xs">
          {units} characters in {segments} {segments === 1 ? "part" : "parts"} ({encoding})
        </p>
      ) : null}
    </div>
  );
}
