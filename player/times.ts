/** Times as people read them. */

/** Time of day, `20:15:33`, in the zone of the reader or the one given. */
export function timeOfDay(ms: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", ...zone }).format(ms);
}

/** `8.2 s`, `75 s`, `3 min 5 s`, `1 h 2 min`. */
export function duration(seconds: number): string {
  const value = Math.max(0, seconds);
  if (value < 9.95) return `${value.toFixed(1)} s`;
  const whole = Math.round(value);
  if (whole < 100) return `${String(whole)} s`;
  if (whole < 3600) return [`${String(Math.floor(whole / 60))} min`, ...(whole % 60 === 0 ? [] : [`${String(whole % 60)} s`])].join(" ");
  const minutes = Math.round(whole / 60);
  return [`${String(Math.floor(minutes / 60))} h`, ...(minutes % 60 === 0 ? [] : [`${String(minutes % 60)} min`])].join(" ");
}

/** The same for a voice: `8 seconds`, `1 minute 5 seconds`. */
export function spokenDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return counted(whole, "second");
  if (whole < 3600) return [counted(Math.floor(whole / 60), "minute"), ...rest(whole % 60, "second")].join(" ");
  return [counted(Math.floor(whole / 3600), "hour"), ...rest(Math.floor((whole % 3600) / 60), "minute")].join(" ");
}

/** `+7.2 s`: what was skipped; `-3.0 s`: what was seen again. */
export function signedDuration(seconds: number): string {
  return `${seconds < 0 ? "\u2212" : "+"}${Math.abs(seconds).toFixed(1)} s`;
}

/** `4.2 Mb/s`, `640 kb/s`. */
export function bitrate(bitsPerSecond: number): string {
  if (bitsPerSecond < 999_500) return `${String(Math.round(bitsPerSecond / 1000))} kb/s`;
  return `${(bitsPerSecond / 1e6).toFixed(1)} Mb/s`;
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function rest(count: number, noun: string): string[] {
  return count === 0 ? [] : [counted(count, noun)];
}
