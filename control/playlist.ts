/** What two looks at a media playlist are compared by. */
export interface PlaylistHead {
  /** `EXT-X-MEDIA-SEQUENCE` (RFC 8216, 4.3.3.2): the number of the first segment. */
  readonly mediaSequence: number;
  readonly segments: number;
  readonly lastSegment: string;
}

/** The first rendition that a multivariant playlist names, relative to it. @throws Error when it names none */
export function firstRendition(text: string): string {
  const lines = linesOf(text);
  const at = lines.findIndex((line) => line.startsWith("#EXT-X-STREAM-INF:"));
  const uri = at < 0 ? undefined : lines.slice(at + 1).find((line) => !line.startsWith("#"));
  if (uri === undefined) throw new Error("the multivariant playlist names no rendition");
  return uri;
}

/** @throws Error when the text is no media playlist, or one without segments */
export function readMediaPlaylist(text: string): PlaylistHead {
  const lines = linesOf(text);
  if (!lines.some((line) => line.startsWith("#EXT-X-TARGETDURATION:"))) throw new Error("the media playlist has no target duration");
  const sequence = lines.find((line) => line.startsWith("#EXT-X-MEDIA-SEQUENCE:"))?.slice("#EXT-X-MEDIA-SEQUENCE:".length) ?? "0";
  if (!/^\d+$/.test(sequence)) throw new Error(`the media playlist has the media sequence ${JSON.stringify(sequence)}`);
  const segments = lines.filter(
    (line, index) => !line.startsWith("#") && lines.slice(0, index).some((before) => before.startsWith("#EXTINF:")),
  );
  const lastSegment = segments.at(-1);
  if (lastSegment === undefined) throw new Error("the media playlist has no segment");
  return { mediaSequence: Number(sequence), segments: segments.length, lastSegment };
}

/** Whether a later look shows what an earlier one did not. A playlist that went back does not advance: its channel was started anew. */
export function hasAdvanced(before: PlaylistHead, after: PlaylistHead): boolean {
  const end = (head: PlaylistHead): number => head.mediaSequence + head.segments;
  return end(after) > end(before) && after.lastSegment !== before.lastSegment;
}

function linesOf(text: string): string[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines[0] !== "#EXTM3U") throw new Error("the answer is no playlist");
  return lines;
}
