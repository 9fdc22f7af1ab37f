/** What viewers hear and read, in the words of the lineup. */

/** What an audio track is for: the programme, a commentary on it, or a description for people who cannot see it. */
export type AudioRole = "main" | "commentary" | "description";

/** Which audio of the source a track takes. */
export type AudioPick =
  | { readonly by: "pid"; readonly pid: number }
  | { readonly by: "track"; readonly track: number }
  | { readonly by: "language"; readonly language: string };

/** One audio track that viewers can choose. `name` is its key in the lineup, and its identity. */
export interface AudioTrack {
  readonly name: string;
  /** ISO 639-2, three letters. */
  readonly language: string;
  /** What a player's menu shows. */
  readonly title: string;
  readonly role: AudioRole;
  /** True for exactly one track of a channel. */
  readonly isDefault: boolean;
  /** Left out: the first audio of the source. */
  readonly pick?: AudioPick;
}

/** The rule of loudness that all audio is brought to. */
export type Loudness = "none" | "ebu-r128" | "atsc-a85";

export interface ChannelAudio {
  readonly loudness: Loudness;
  /** Sorted by name. None: one track, in whatever language the source says. */
  readonly tracks: readonly AudioTrack[];
}

/** Where captions are in the source. */
export type CaptionSource =
  /** CEA-608/708 in the video; `channel` 1 to 4. */
  | { readonly type: "embedded"; readonly channel: number }
  /** SCTE-20 in the video; `channel` 1 to 4. */
  | { readonly type: "scte-20"; readonly channel: number }
  /** Page as three hexadecimal digits, such as 888. */
  | { readonly type: "teletext"; readonly page: string }
  /** Pictures of text; the PID is found by the language unless given. */
  | { readonly type: "dvb-sub"; readonly pid?: number }
  | { readonly type: "scte-27"; readonly pid?: number };

export type CaptionSourceType = CaptionSource["type"];

/** For people who cannot hear the sound, or for those who do not know the language. */
export type CaptionRole = "caption" | "subtitle";

/** One captions track that viewers can choose, delivered as WebVTT. `name` is its key in the lineup, and its identity. */
export interface CaptionTrack {
  readonly name: string;
  /** ISO 639-2, three letters. */
  readonly language: string;
  readonly title: string;
  readonly role: CaptionRole;
  readonly source: CaptionSource;
}
