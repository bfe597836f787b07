import type { Metadata } from "next";
import { Gallery } from "@/components/templates/gallery";
import { galleryItems } from "@/components/templates/gallery-items";
import { OwnTemplates } from "@/components/templates/own-templates";
import { readGallerySearch } from "@/components/templates/read-gallery-search";
import { TemplatesPage } from "@/components/templates/templates-page";
import { serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = { title: "Templates" };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const { workspace } = await params;
  const caller = await serverCaller();
  const [templates, own, openSetups] = await Promise.all([
    caller.templates.gallery(),
    caller.templates.own({ workspace }),
    caller.templates.openSetups({ workspace }),
  ]);
  return (
    <TemplatesPage openSetups={openSetups}>
      <OwnTemplates templates={own} workspace={workspace} />
      <Gallery
        items={galleryItems(templates, (ref) => `/w/${workspace}/templates/${ref}`)}
        search={readGallerySearch(await searchParams)}
      />
    </TemplatesPage>
  );
}
