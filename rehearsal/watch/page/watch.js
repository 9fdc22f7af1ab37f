import { happenings } from "/happenings.js";

/** Where each drill stands on the page. */
const GROUPS = [
  { title: "Signal and encoder", kinds: ["pipeline", "input", "quality"] },
  { title: "The preferred region", kinds: ["region", "stale", "5xx", "403", "black-hole", "hung-body"] },
  { title: "The viewer's right", kinds: ["expired", "forged"] },
];
const LOG_LENGTH = 200;

const at = (id) => document.getElementById(id);
const made = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

let channel = new URL(location.href).searchParams.get("channel") ?? undefined;
let format = new URL(location.href).searchParams.get("format") ?? "hls";
let state;
let stats;
let events;

/* --- the server ------------------------------------------------------------------------------------------------- */

function listen() {
  events?.close();
  events = new EventSource(`/events${channel === undefined ? "" : `?${new URLSearchParams({ channel })}`}`);
  events.onmessage = ({ data }) => {
    const first = state === undefined;
    state = JSON.parse(data);
    channel ??= state.channels[0]?.name;
    if (first) open();
    back();
    show();
  };
  events.onerror = () => {
    document.body.classList.add("gone");
    at("hint").textContent = "The rehearsal was stopped. Start it again and load this page anew.";
  };
}

/** The rehearsal answers again after it did not: a picture that broke meanwhile is opened anew, one that plays is left alone. */
function back() {
  if (!document.body.classList.contains("gone")) return;
  document.body.classList.remove("gone");
  if (stats?.state === "error") open();
}

async function tell(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ channel, ...body }),
  });
  if (!answer.ok) note("bad", (await answer.json().catch(() => ({}))).message ?? `The rehearsal answered ${answer.status}.`);
  return answer.ok;
}

async function pull(lever) {
  const on = lever.state !== "on";
  note("plain", on ? `You: ${lever.title.toLowerCase()}` : `You healed: ${lever.title.toLowerCase()}`);
  const done = await tell("/drills", { kind: lever.kind, on });
  if (done && !on && ["expired", "forged"].includes(lever.kind)) open();
}

async function bring(right) {
  note("plain", right === "signed" ? "You signed in" : "You signed out");
  if (await tell("/right", { right })) if (right === "signed") open();
}

/* --- the picture ------------------------------------------------------------------------------------------------ */

function open() {
  stats = undefined;
  const address = `/player/index.html?${new URLSearchParams({ channel, format })}`;
  const frame = at("player");
  if (frame.getAttribute("src") === address) frame.contentWindow.location.reload();
  else frame.src = address;
  history.replaceState(undefined, "", `?${new URLSearchParams({ channel, format })}`);
}

at("player").addEventListener("load", () => {
  const page = at("player").contentDocument;
  const body = page?.documentElement;
  if (!body) return;
  new ResizeObserver(() => (at("player").height = String(body.offsetHeight))).observe(body);
});

/** In the player page itself another channel or format may have been chosen. */
function follow() {
  const chosen = new URL(at("player").contentWindow.location.href).searchParams;
  format = chosen.get("format") ?? format;
  const other = chosen.get("channel");
  if (other === null || other === channel) return;
  channel = other;
  stats = undefined;
  at("channel").value = other;
  listen();
}

function look() {
  if (state === undefined || at("player").contentWindow.location.href === "about:blank") return;
  follow();
  const now = at("player").contentDocument?.querySelector("onair-player")?.stats;
  if (now === undefined) return;
  for (const { tone, text } of happenings(stats, now)) note(tone, text);
  stats = now;
  showStrip();
}
setInterval(look, 250);

/* --- what is shown ---------------------------------------------------------------------------------------------- */

function show() {
  const { channels, viewerHost, levers, right } = state;
  const watched = channels.find(({ name }) => name === channel);
  at("host").textContent = `This machine stands for https://${viewerHost}`;
  choices(
    "channel",
    channels.map(({ name, title }) => [name, title]),
    channel,
  );
  const selection = watched.byQuality ? "the better of both by quality" : "in this order";
  at("hint").textContent = `${watched.title}: ${watched.regions.join(", then ")} (${selection}). ${
    watched.aligned
      ? "Segments match in both regions: a switch should not be seen."
      : "The regions' segments do not match: a switch may jump."
  }`;
  const groups = at("groups");
  if (groups.childElementCount === 0) groups.append(...GROUPS.map(group));
  for (const { kinds } of GROUPS) {
    const members = levers.filter(({ kind }) => kinds.includes(kind));
    const common = mostCommon(members.map(({ expects }) => expects));
    at(`expects-${kinds[0]}`).textContent = `Expected: ${common}.`;
    for (const lever of members) showLever(lever, common);
  }
  at("right").textContent = right === "none" ? "Sign in" : "Sign out";
  at("right").dataset.on = String(right === "none");
  at("heal").disabled = levers.every((lever) => lever.state === "off");
  showStrip();
}

function choices(id, entries, chosen) {
  const select = at(id);
  const wanted = entries.map(([name]) => name).join();
  if (select.dataset.entries === wanted) return;
  select.dataset.entries = wanted;
  select.replaceChildren(...entries.map(([value, textContent]) => made("option", { value, textContent, selected: value === chosen })));
}

function group({ title, kinds }) {
  const rights = kinds.includes("forged") ? [signOut()] : [];
  const expects = made("p", { className: "expects", id: `expects-${kinds[0]}` });
  return made(
    "section",
    {},
    made("h3", { textContent: title }),
    expects,
    made("div", { className: "cards" }, ...rights, ...kinds.map(card)),
  );
}

function card(kind) {
  const button = made("button", { type: "button", id: `lever-${kind}`, className: "lever" });
  button.append(
    made("strong"),
    made("span", { className: "state" }),
    made("span", { className: "does" }),
    made("span", { className: "expects" }),
  );
  button.addEventListener("click", () => pull(state.levers.find((lever) => lever.kind === kind)));
  return button;
}

function signOut() {
  const button = made("button", { type: "button", className: "lever" });
  button.append(
    made("strong", { id: "right", textContent: "Sign out" }),
    made("span", { className: "does", textContent: "The viewer's cookies are taken away." }),
  );
  button.addEventListener("click", () => bring(state.right === "none" ? "signed" : "none"));
  return button;
}

function mostCommon(texts) {
  const count = (text) => texts.filter((one) => one === text).length;
  return [...texts].sort((one, other) => count(other) - count(one))[0];
}

function showLever({ kind, title, does, expects, state: position }, common) {
  const button = at(`lever-${kind}`);
  const [name, badge, text, expected] = button.children;
  button.setAttribute("aria-pressed", String(position === "on"));
  button.disabled = position === "changing";
  name.textContent = title;
  badge.textContent = { on: "broken", off: "", changing: "…" }[position];
  text.textContent = does;
  expected.textContent = expects === common ? "" : `Here: ${expects}.`;
}

function showStrip() {
  if (state === undefined) return;
  const { figures, channels } = state;
  const regions = channels.find(({ name }) => name === channel)?.regions ?? [];
  const number = (value, digits, unit) => (typeof value === "number" ? `${value.toFixed(digits)}${unit}` : "–");
  const entries = [
    ["Serving", stats?.region ?? "–", stats?.region ? (stats.region === regions[0] ? "first" : "second") : ""],
    ["Input", stats?.input ?? "–", ""],
    [
      "Player",
      stats?.state ?? "–",
      stats?.state === "playing" ? "good" : stats?.state === "error" || stats?.state === "stalled" ? "bad" : "",
    ],
    ["Behind live", number(stats?.latency, 1, " s"), ""],
    ["Switches", String(stats?.regionSwitches.length ?? 0), ""],
    ["Stalled", number(stats?.stalls.seconds ?? 0, 1, " s"), (stats?.stalls.seconds ?? 0) > 0 ? "bad" : ""],
    ["Jumps", String(stats?.jumps.length ?? 0), (stats?.jumps.length ?? 0) > 0 ? "bad" : ""],
    ["Requests", number(figures.perSecond, 1, "/s"), ""],
    ["To origins", number(figures.originPerSecond, 1, "/s"), ""],
    ["From cache", figures.hitRatio === undefined ? "–" : `${Math.round(figures.hitRatio * 100)} %`, ""],
    ["Failed attempts", String(figures.failedAttempts), figures.failedAttempts > 0 ? "bad" : ""],
    ["Refused", String(figures.refused), figures.refused > 0 ? "bad" : ""],
  ];
  const strip = at("strip");
  if (strip.childElementCount === 0)
    strip.append(...entries.map(([name]) => made("div", {}, made("dt", { textContent: name }), made("dd"))));
  entries.forEach(([, value, tone], index) => {
    const shown = strip.children[index].lastElementChild;
    if (shown.textContent !== String(value)) shown.textContent = String(value);
    shown.className = tone;
  });
}

function note(tone, text) {
  const log = at("log");
  const time = new Date().toLocaleTimeString([], { hour12: false });
  log.prepend(made("li", { className: tone }, made("time", { textContent: time }), ` ${text}`));
  while (log.childElementCount > LOG_LENGTH) log.lastElementChild.remove();
}

/* --- hands ------------------------------------------------------------------------------------------------------ */

at("channel").addEventListener("change", ({ target }) => {
  channel = target.value;
  state = undefined;
  listen();
});
at("choice").addEventListener("submit", (event) => event.preventDefault());
at("heal").addEventListener("click", async () => {
  const signedIn = state.right === "signed";
  note("plain", "You healed everything");
  if ((await tell("/heal", {})) && !signedIn) open();
});

listen();
