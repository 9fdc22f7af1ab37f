/** What other parts may use of the player without a browser: its files' shapes and its rules. The element itself is `element/`. */
export { formatsOf, manifestOf, readChannels } from "./channels.ts";
export type { ChannelEntry, ChannelPlayback, ChannelsFile, ReadChannels } from "./channels.ts";
export type { DrmSettings, LicenceServer } from "./drm.ts";
export type { Format } from "./formats.ts";
export { emptyStats } from "./record.ts";
export type { CaptionTrack, Jump, PlayerError, PlayerStats, PlayState, RegionSwitch, Rendition, SoundTrack } from "./stats.ts";
