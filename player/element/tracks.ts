/** What can be chosen, as the element tells it, and the way back to shaka's own tracks. */
import type shaka from "shaka-player/dist/shaka-player.compiled-es2021.js";
import type { Tracks } from "../record.ts";
import type { Rendition, SoundTrack } from "../stats.ts";

export interface Choice {
  readonly quality: Rendition | "auto";
  /** Undefined: what the stream has for default. */
  readonly audio: string | undefined;
  /** Null: none. */
  readonly caption: string | null;
}

/**
 * Pictures of a stream by their name in the manifest. They are remembered from its beginning: shaka leaves out what it rests from
 * for a while, and a menu should not.
 */
export class Pictures {
  readonly #byName = new Map<string, Rendition>();

  learn(player: shaka.Player): void {
    for (const track of player.getVariantTracks()) {
      const name = nameOf(track);
      const bandwidth = Math.max(track.videoBandwidth ?? track.bandwidth, this.#byName.get(name)?.bandwidth ?? 0);
      this.#byName.set(name, { height: track.height ?? 0, bandwidth });
    }
  }

  forget(): void {
    this.#byName.clear();
  }

  /** Highest first. */
  all(): readonly Rendition[] {
    return [...this.#byName.values()].toSorted((a, b) => b.height - a.height || b.bandwidth - a.bandwidth);
  }

  of(track: shaka.extern.Track | undefined): Rendition | null {
    return track === undefined ? null : (this.#byName.get(nameOf(track)) ?? null);
  }

  /** With the sound that plays now; where that has been left out, with another of the same picture. */
  trackOf(player: shaka.Player, { height, bandwidth }: Rendition): shaka.extern.Track | undefined {
    const tracks = player.getVariantTracks();
    const active = tracks.find((track) => track.active);
    const wanted = tracks.filter((track) => {
      const picture = this.of(track);
      return picture?.height === height && (picture.bandwidth === bandwidth || this.#lone(height));
    });
    return (
      wanted.find(({ audioId }) => audioId === active?.audioId) ?? wanted.find(({ language }) => language === active?.language) ?? wanted[0]
    );
  }

  #lone(height: number): boolean {
    return this.all().filter((picture) => picture.height === height).length === 1;
  }
}

export function tracksOf(player: shaka.Player, pictures: Pictures, choice: Choice): Tracks {
  const audios = player.getAudioTracks();
  const texts = player.getTextTracks();
  pictures.learn(player);
  return {
    rendition: pictures.of(player.getVariantTracks().find((track) => track.active)),
    renditions: pictures.all(),
    auto: choice.quality === "auto",
    audio: idOf(audios.find((track) => track.active)),
    audios: unique(audios.map(soundOf)),
    caption: idOf(texts.find((track) => track.active)),
    captions: unique(texts.map(soundOf)),
  };
}

/** Makes the player follow a choice; what the stream does not have is left as it is. */
export function applyChoice(player: shaka.Player, pictures: Pictures, { quality, audio, caption }: Choice): void {
  const sound = player.getAudioTracks().find((track) => idOf(track) === audio);
  if (sound !== undefined && !sound.active) player.selectAudioTrack(sound);
  applyQuality(player, pictures, quality);
  const text = player.getTextTracks().find((track) => idOf(track) === caption);
  player.selectTextTrack(text ?? null);
}

export function applyQuality(player: shaka.Player, pictures: Pictures, quality: Choice["quality"]): void {
  pictures.learn(player);
  const wanted = quality === "auto" ? undefined : pictures.trackOf(player, quality);
  player.configure({ abr: { enabled: wanted === undefined } });
  // What is in the buffer is played out, at the most a few seconds: the picture does not stop for a better one.
  if (wanted !== undefined && !wanted.active) player.selectVariantTrack(wanted);
}

/** In HLS the address of the playlist, in DASH the representation's id. */
function nameOf(track: shaka.extern.Track): string {
  return track.originalVideoId ?? `${String(track.videoId)}/${String(track.height)}`;
}

type Spoken = Pick<shaka.extern.AudioTrack, "language" | "label" | "roles">;

function soundOf(track: Spoken): SoundTrack {
  const { language, label } = track;
  return { id: idOf(track) ?? language, language, ...(label === null || label === "" ? {} : { title: label }) };
}

/** Ids of shaka's tracks do not outlive a reload; language, title and roles do. */
function idOf(track: Spoken | undefined): string | null {
  return track === undefined ? null : [track.language, track.label ?? "", ...track.roles].join("|").replace(/\|+$/, "");
}

function unique(tracks: readonly SoundTrack[]): SoundTrack[] {
  return tracks.filter(({ id }, index) => tracks.findIndex((other) => other.id === id) === index);
}
