import type { Metadata } from "next";
import { Gallery } from "@/components/templates/gallery";
import { galleryItems } from "@/components/templates/gallery-items";
import { readGallerySearch } from "@/components/templates/read-gallery-search";
import { serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = {
  title: "Templates",
  description:
    "Automations to start from: lead nurturing, appointment confirmations, payment reminders, reviews, calls. Each shows what it does, what it costs and how it behaves before you sign up.",
};

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TemplatesPage({ searchParams }: Props) {
  const caller = await serverCaller();
  const templates = await caller.templates.gallery();
  return (
    <main className="mx-auto max-w-6xl px-5 pt-10 pb-20">
      <h1 className="font-semibold text-2xl tracking-tight">Templates</h1>
      <p className="mt-2 mb-6 max-w-[62ch] text-lg text-muted">
        Flows that work as they are. Look at one, try it with a sample event, answer a few questions and turn
        it on.
      </p>
      <Gallery
        items={galleryItems(templates, (ref) => `/templates/${ref}`)}
        search={readGallerySearch(await searchParams)}
      />
    </main>
  );
}
