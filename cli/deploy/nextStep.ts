import type { ChannelWorld, OnChannels, RegionWorld, Route, Step, StepOnChannels, World } from "./world.ts";

/**
 * Decides what `onair deploy` does next, from what is and nothing else: a run that was cut off anywhere goes on from there.
 * Regions with something to add or to change come first, one after another, then the edge, then what is only taken away.
 * A channel is stopped only where its other region serves it, or where somebody allowed it to go dark.
 */
export function nextStep(world: World): Step {
  const region = regionInWork(world) ?? world.regions.find(({ inScope, change }) => inScope && (change === "unknown" || change === "add"));
  if (region !== undefined) return stepOfRegion(world, region);
  const { edge } = world;
  if (edge?.inScope === true && edge.change === "unknown") return { do: "preview", stack: edge.stack };
  if (edge?.inScope === true && edge.change !== "none") return { do: "up", stack: edge.stack, keepRemovals: false };
  const last = world.regions.find(({ inScope, change }) => inScope && change === "remove");
  if (last !== undefined) return { do: "up", stack: last.stack, keepRemovals: false };
  const even = evenChannels(world);
  return even.length > 0 ? { do: "even", channels: even } : { do: "done" };
}

/** The region that a run has begun with and not finished: one channel is marked there, or told its viewers to leave it. */
export function regionInWork({ regions, routes }: World): RegionWorld | undefined {
  const begun = regions.filter(({ inScope }) => inScope);
  return (
    begun.find(({ channels }) => channels.some(({ mark }) => mark !== undefined)) ??
    begun.find(({ region, channels }) => channels.some(({ name }) => routes[name]?.leave === region))
  );
}

function stepOfRegion(world: World, at: RegionWorld): Step {
  if (at.change === "unknown") return { do: "preview", stack: at.stack };
  return at.change === "add" ? stepBeforeChange(world, at) : stepAfterChange(world, at);
}

/** States in which a channel is on the air, or about to be (MediaLive API, `ChannelState`). */
const LIVE = new Set(["RUNNING", "STARTING", "RECOVERING"]);
/** States in which AWS changes a channel. `absent`: somebody removed it, and the stack's change makes it anew. */
const IDLE = new Set(["IDLE", "UPDATE_FAILED", "CREATE_FAILED", "absent", "DELETED"]);

/** Takes the channels that change off the air, and then changes the stack. */
function stepBeforeChange(world: World, at: RegionWorld): Step {
  const touched = at.channels.filter(({ affected, broken }) => affected || broken !== undefined);
  const live = touched.filter(({ state }) => LIVE.has(state));
  return live.length > 0 ? stepToIdle(world, at, live) : stepWhileIdle(world, at, touched);
}

/** Marks what is on the air, moves its viewers to the other region, and stops it. Nobody is moved to what does not play. */
function stepToIdle(world: World, at: RegionWorld, live: readonly ChannelWorld[]): Step {
  // Twice: before anything is done, and, since settling forgets what was seen, as the last thing before the stop.
  const unseen = live.flatMap((channel) => unlooked(world, at, channel));
  const [first] = unseen;
  if (first !== undefined)
    return step(
      "look",
      first.at,
      unseen.filter((one) => one.at === first.at).map(({ channel }) => channel),
    );
  const dark = live.filter((channel) => !mayGoDark(world, channel) && !isServedElsewhere(world, at, channel));
  if (dark.length > 0) return world.dark ? step("mark-dark", at, dark) : stepBack(world, at, dark);

  // Who said that a channel may go dark said so for one run.
  const unmarked = live.filter(({ mark }) => mark === undefined || (mark === "dark" && !world.dark));
  if (unmarked.length > 0) return step("mark", at, unmarked);
  const watched = live.filter((channel) => !mayGoDark(world, channel) && hasRoute(world, at, channel));
  const staying = watched.filter(({ name }) => !isLeaving(world.routes[name], at.region));
  if (staying.length > 0) return step("drain", at, staying);
  const unsettled = watched.filter(({ settled }) => !settled);
  return unsettled.length > 0 ? step("settle", at, unsettled) : step("stop", at, live);
}

/** Some channels must not be stopped after all: takes back what an earlier step, or run, began in the region, and then refuses. */
function stepBack(world: World, at: RegionWorld, refused: readonly ChannelWorld[]): Step {
  const left = at.channels.filter(({ name, state }) => state === "RUNNING" && world.routes[name]?.leave === at.region);
  // Where they are they see nothing: at once, and without a proof.
  const lost = left.filter((channel) => refused.includes(channel));
  if (lost.length > 0) return step("return", at, lost);
  // What is stopped with a broken stack is mended as it lies there, for it has to play again too.
  const stopped = at.channels.filter(({ mark, broken, state }) => mark !== undefined && broken !== undefined && state === "IDLE");
  if (stopped.length > 0) return step("recover", at, stopped);
  const marked = at.channels.filter(({ mark, broken }) => mark !== undefined && broken === undefined);
  const silent = marked.filter(({ state }) => state === "IDLE" || (LIVE.has(state) && state !== "RUNNING"));
  if (silent.length > 0) return step("start", at, silent);
  const unproven = left.filter(({ advancing }) => advancing !== true);
  if (unproven.length > 0) return step("prove", at, unproven);
  if (left.length > 0) return step("return", at, left);
  const back = marked.filter(({ state }) => state === "RUNNING");
  if (back.length > 0) return step("unmark", at, back);
  return { do: "refuse", reason: refused.map((channel) => whyNotServed(world, at, channel)).join("\n") };
}

/** Changes the stack once what it changes is idle. */
function stepWhileIdle(world: World, at: RegionWorld, touched: readonly ChannelWorld[]): Step {
  const moving = touched.filter(({ state }) => !IDLE.has(state));
  if (moving.length > 0) return step("wait", at, moving);
  // Somebody evacuated the region that was to serve them, between the last look and the stop: faster back as it is than changed.
  const stranded = touched.filter((channel) => isStranded(world, at, channel));
  if (stranded.length > 0) return step("start", at, stranded);
  // Somebody may start an idle channel meanwhile: while the encodes differ, quality must not choose between them.
  const uneven = touched.filter((channel) => channel.quality && hasRoute(world, at, channel) && world.routes[channel.name]?.plain !== true);
  if (uneven.length > 0) return step("plain", at, uneven);
  const broken = touched.filter((channel) => channel.broken !== undefined);
  if (broken.length > 0) return step("recover", at, broken);
  return { do: "up", stack: at.stack, keepRemovals: true };
}

/** Puts what was taken off the air back, proves it, and lets the viewers return. */
function stepAfterChange({ routes }: World, at: RegionWorld): Step {
  const marked = at.channels.filter(({ mark }) => mark !== undefined);
  const left = at.channels.filter(({ name }) => routes[name]?.leave === at.region);
  // Somebody may have taken a mark away: nobody returns to what is not on the air.
  const begun = at.channels.filter((channel) => marked.includes(channel) || left.includes(channel));
  const silent = begun.filter(({ state }) => state !== "RUNNING" && state !== "absent");
  if (silent.length > 0) return step("start", at, silent);
  const unproven = begun.filter(({ state, advancing }) => state === "RUNNING" && advancing !== true);
  if (unproven.length > 0) return step("prove", at, unproven);
  if (left.length > 0) return step("return", at, left);
  return step("unmark", at, marked);
}

/** Somebody said so, in this run. */
function mayGoDark({ dark }: World, { mark }: ChannelWorld): boolean {
  return dark && mark === "dark";
}

/** Stopped for a change, while viewers were told to leave the region that was to serve them. */
function isStranded(world: World, at: RegionWorld, channel: ChannelWorld): boolean {
  const { mark, state, broken, pair } = channel;
  if (world.dark || mark !== "resume" || state !== "IDLE" || broken !== undefined || !pair.includes(at.region)) return false;
  return world.evacuated !== undefined && world.evacuated === otherOf(world, at, channel)?.at.region;
}

/** Viewers are served from this region by a route that can be changed. */
function hasRoute({ edge }: World, { region }: RegionWorld, { pair, movable, routed }: ChannelWorld): boolean {
  return edge?.deployed === true && routed && movable && pair.length === 2 && pair.includes(region);
}

/** The deployed edge heeds no route of the channel: it is older than routes, or than the channel. */
function isBeyondReach({ edge }: World, { routed }: ChannelWorld): boolean {
  return edge?.deployed === true && !routed;
}

function isLeaving(route: Route | undefined, region: string): boolean {
  return route?.leave === region && route.plain === true;
}

/** The same channel in the other region of its pair. */
function otherOf(
  { regions }: World,
  { region }: RegionWorld,
  { name, pair }: ChannelWorld,
): { at: RegionWorld; channel: ChannelWorld } | undefined {
  const other = pair.find((one) => one !== region);
  const at = regions.find((one) => one.region === other);
  const channel = at?.channels.find((one) => one.name === name);
  return at === undefined || channel === undefined ? undefined : { at, channel };
}

/** The other region's channel, where only a look at its playlist can tell whether it serves. */
function unlooked(world: World, at: RegionWorld, channel: ChannelWorld): { at: RegionWorld; channel: ChannelWorld }[] {
  if (!channel.movable || isBeyondReach(world, channel) || mayGoDark(world, channel) || !channel.pair.includes(at.region)) return [];
  const other = otherOf(world, at, channel);
  return other === undefined || other.channel.state !== "RUNNING" || other.channel.advancing !== undefined ? [] : [other];
}

/** The invariant: whoever leaves the region finds the channel on the air in the other one. */
export function isServedElsewhere(world: World, at: RegionWorld, channel: ChannelWorld): boolean {
  // A region beyond the first two serves nobody.
  if (!channel.pair.includes(at.region)) return true;
  const other = otherOf(world, at, channel);
  if (other === undefined || !channel.movable || isBeyondReach(world, channel)) return false;
  if (other.channel.mark !== undefined || world.evacuated === other.at.region) return false;
  if (world.routes[channel.name]?.leave === other.at.region) return false;
  return other.channel.state === "RUNNING" && other.channel.advancing === true;
}

function whyNotServed(world: World, at: RegionWorld, channel: ChannelWorld): string {
  const subject = `${channel.name} in ${at.region} has to be stopped for this change`;
  const stopped = "With --dark it is stopped all the same, and";
  const remedy =
    world.edge?.deployed === true
      ? `${stopped} viewers see nothing meanwhile.`
      : `${stopped} it is on the air nowhere meanwhile; no edge that viewers come through is deployed.`;
  const other = otherOf(world, at, channel);
  if (channel.pair.length < 2 || other === undefined) return `${subject}, and no other region runs it. ${remedy}`;
  const { region } = other.at;
  if (!channel.movable)
    return `${subject}, and it has one uplink: ${region} gets a signal only once the encoder has connected there, by its failover name. ${stopped} viewers see nothing meanwhile if ${at.region} is the region that the encoder feeds now.`;
  if (world.edge !== undefined && isBeyondReach(world, channel))
    return `${subject}, and the deployed edge knows no route of it, so that its viewers cannot be moved: deploy the edge first (npx onair pulumi up --stack ${world.edge.stack}). ${remedy}`;
  if (world.evacuated === region)
    return `${subject}, and viewers were told to leave ${region}: run npx onair return ${region} first. ${remedy}`;
  if (other.channel.mark !== undefined || world.routes[channel.name]?.leave === region)
    return `${subject}, and a deployment has not finished with it in ${region}: run onair deploy without --only first. ${remedy}`;
  if (other.channel.state !== "RUNNING")
    return `${subject}, and it is ${other.channel.state} in ${region}: start it there first (npx onair start ${channel.name} --region ${region}). ${remedy}`;
  return `${subject}, and its playlist in ${region} does not advance: see to its source there first. ${remedy}`;
}

/** Channels whose quality selection can come back: their encodes are equal wherever they run. Of a channel that is gone the route goes too. */
function evenChannels({ regions, routes }: World): string[] {
  return Object.entries(routes)
    .filter(([name, route]) => route.leave === undefined && isEven(regions, name, route))
    .map(([name]) => name)
    .sort();
}

function isEven(regions: readonly RegionWorld[], name: string, { plain }: Route): boolean {
  const hashes = regions.flatMap(({ channels }) => channels.filter((channel) => channel.name === name).map(({ encodeHash }) => encodeHash));
  return plain === true && new Set(hashes).size <= 1;
}

function step<Do extends StepOnChannels>(what: Do, { stack, region }: RegionWorld, channels: readonly ChannelWorld[]): OnChannels<Do> {
  return { do: what, stack, region, channels: channels.map(({ name }) => name).sort() };
}

/** Looks that the plan needs: whether each channel that will be stopped is served by its other region now. */
export function looksAhead(world: World): OnChannels<"look">[] {
  const unseen = ahead(world).flatMap(({ at, channel }) => unlooked(world, at, channel));
  const places = [...new Set(unseen.map(({ at }) => at))];
  return places.map((at) => step("look", at, [...new Set(unseen.filter((one) => one.at === at).map(({ channel }) => channel))]));
}

/** Channels that nobody would serve while they change, each with the reason. What an earlier run began with is judged step by step. */
export function darkAhead(world: World): { readonly name: string; readonly region: string; readonly reason: string }[] {
  return ahead(world)
    .filter(({ at, channel }) => !isServedElsewhere(world, at, channel))
    .map(({ at, channel }) => ({ name: channel.name, region: at.region, reason: whyNotServed(world, at, channel) }));
}

function ahead(world: World): { at: RegionWorld; channel: ChannelWorld }[] {
  if (regionInWork(world) !== undefined) return [];
  return world.regions
    .filter(({ inScope, change }) => inScope && change === "add")
    .flatMap((at) =>
      at.channels
        .filter(({ affected, broken, state }) => (affected || broken !== undefined) && LIVE.has(state))
        .map((channel) => ({ at, channel })),
    );
}
