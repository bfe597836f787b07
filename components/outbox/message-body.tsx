import { Bell, Hash } from "lucide-react";
import { HtmlBody } from "./html-body";

type MessageBodyProps = { channel: string; subject: string; body: string };

/** A message as the one who gets it would see it. HTML keeps its words and loses the rest. */
export function MessageBody({ channel, subject, body }: MessageBodyProps) {
  if (channel === "sms")
    return (
      <div className="rounded-lg bg-sunken p-4">
        <p className="w-fit max-w-[36ch] whitespace-pre-wrap break-words rounded-xl bg-gray-4 px-3 py-2">
          {body}
        </p>
        <p className="mt-2 text-muted text-xs">
          {body.length} characters, {smsParts(body)} {smsParts(body) === 1 ? "part" : "parts"}
        </p>
      </div>
    );
  if (channel === "slack" || channel === "in_app") {
    const Icon = channel === "slack" ? Hash : Bell;
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
  if (!/<\/?[a-z][^>]*>/i.test(body))
    return (
      <div className="whitespace-pre-wrap break-words rounded-lg border border-line bg-surface p-4 text-base">
        {body || "This message has no text."}
      </div>
    );
  return <HtmlBody html={body} />;
}

/** An SMS holds 160 characters, a longer one 153 in each part; 70 and 67 when a letter is outside the GSM alphabet. */
function smsParts(body: string): number {
  const plain = GSM.test(body);
  const length = plain ? body.length + (body.match(/[\^{}\\[~\]|€]/g)?.length ?? 0) : body.length;
  const [single, part] = plain ? [160, 153] : [70, 67];
  return length <= single ? 1 : Math.ceil(length / part);
}

const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;
