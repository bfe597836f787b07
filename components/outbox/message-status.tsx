import {
  CircleCheck,
  CircleMinus,
  CirclePause,
  CircleX,
  Clock,
  Eye,
  Inbox,
  MousePointerClick,
  PhoneCall,
  PhoneIncoming,
  PhoneMissed,
  PhoneOff,
  Voicemail,
} from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { MessageState } from "@/server/domain/message";

type MessageStatusProps = {
  status: MessageState;
  /** Of a call: ringing, or how it ended. */
  call?: string | null;
  /** In narrow windows only the icon is seen. */
  inTable?: boolean;
};

/** The state of one message. Only what became of it: the run's state is shown on the run. */
export function MessageStatus({ status, call, inTable }: MessageStatusProps) {
  const { word, icon: Icon, ink } = (call && callWords.get(call)) || messageWords[status];
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap">
      <Icon aria-hidden className={cn("size-4 shrink-0", ink)} />
      <span className={cn("font-medium", ink, inTable && "max-desk:sr-only")}>{word}</span>
    </span>
  );
}

export const messageWords: Record<MessageState, { word: string; icon: typeof Clock; ink: string }> = {
  queued: { word: "Queued", icon: Clock, ink: "text-idle" },
  held: { word: "Held", icon: CirclePause, ink: "text-held" },
  sent: { word: "Sent", icon: CircleCheck, ink: "text-succeeded" },
  delivered: { word: "Delivered", icon: CircleCheck, ink: "text-succeeded" },
  opened: { word: "Opened", icon: Eye, ink: "text-succeeded" },
  clicked: { word: "Clicked", icon: MousePointerClick, ink: "text-succeeded" },
  failed: { word: "Failed", icon: CircleX, ink: "text-failed" },
  skipped: { word: "Skipped", icon: CircleMinus, ink: "text-idle" },
  received: { word: "Received", icon: Inbox, ink: "text-accent-ink" },
};

type Words = (typeof messageWords)[MessageState];

const callWords = new Map<string, Words>([
  ["ringing", { word: "Ringing", icon: PhoneCall, ink: "text-accent-ink" }],
  ["completed", { word: "Answered", icon: PhoneIncoming, ink: "text-succeeded" }],
  ["no-answer", { word: "No answer", icon: PhoneMissed, ink: "text-idle" }],
  ["busy", { word: "Busy", icon: PhoneOff, ink: "text-idle" }],
  ["voicemail", { word: "Voicemail", icon: Voicemail, ink: "text-idle" }],
  ["failed", { word: "Failed", icon: CircleX, ink: "text-failed" }],
]);
