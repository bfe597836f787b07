import { AppError } from "@/server/domain/errors";

/** The body's bytes. One that is longer than `most` is refused as soon as that is known, and the rest is never read. */
export async function readBody(request: Request, most: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLarge(most);
  if (!request.body) return Buffer.alloc(0);
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks.length === 1 && chunks[0] ? Buffer.from(chunks[0]) : Buffer.concat(chunks);
    length += value.byteLength;
    if (length > most) {
      // Not awaited: a sender that goes on sending must not hold the answer back.
      reader.cancel().catch(() => {});
      throw tooLarge(most);
    }
    chunks.push(value);
  }
}

const tooLarge = (most: number) =>
  new AppError(
    "too_large",
    `The body is larger than ${Math.floor(most / 1024)} KB. Send less, or a reference to the data.`,
  );
