import type shaka from "shaka-player/dist/shaka-player.compiled-es2021.js";
import type { Look } from "../record.ts";

/** One look at the picture. `paused` is what the viewer wants: while it is loaded anew, the element itself says otherwise. */
export function lookAt(video: HTMLVideoElement, player: shaka.Player, paused: boolean, loaded: boolean): Look {
  const ready = loaded && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
  const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
  return {
    time: video.currentTime,
    wallClock: ready ? (player.getPlayheadTimeAsDate()?.getTime() ?? null) : null,
    rate: video.playbackRate,
    paused,
    ended: loaded && video.ended,
    ready,
    frames: { decoded: totalVideoFrames, dropped: droppedVideoFrames },
  };
}

/** Seconds that can be played from here without another byte. */
export function aheadOf({ buffered, currentTime }: HTMLVideoElement): number {
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) <= currentTime && currentTime < buffered.end(index)) return buffered.end(index) - currentTime;
  }
  return 0;
}
