import type { PictureFacts } from "./pictureFacts.ts";
import type { AudioRole, CaptionRole } from "./soundTypes.ts";
import type { Channel } from "./types.ts";

/** What a player's menus offer of a channel, by the tracks' keys in the lineup. */
export interface PlayerMenus {
  /** Stated by every stack of this version; a region of an older one does not. */
  readonly picture?: PictureFacts;
  /** Absent where the channel names no tracks: there is one, in the source's language. */
  readonly audio?: Readonly<
    Record<string, { readonly language: string; readonly title: string; readonly role: AudioRole; readonly default: boolean }>
  >;
  /** Absent where there are no captions. */
  readonly captions?: Readonly<Record<string, { readonly language: string; readonly title: string; readonly role: CaptionRole }>>;
}

export function playerMenus({ audio, captions = [] }: Pick<Channel, "audio" | "captions">): PlayerMenus {
  const tracks = audio?.tracks ?? [];
  return {
    ...(tracks.length === 0
      ? {}
      : {
          audio: Object.fromEntries(
            tracks.map(({ name, language, title, role, isDefault }) => [name, { language, title, role, default: isDefault }]),
          ),
        }),
    ...(captions.length === 0
      ? {}
      : { captions: Object.fromEntries(captions.map(({ name, language, title, role }) => [name, { language, title, role }])) }),
  };
}
