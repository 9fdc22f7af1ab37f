import type { Drill, DrilledChannel, Kind, Right, Scene, Stage } from "../drills/index.ts";
import { drillOf, DRILLS, sceneOf } from "../drills/index.ts";

/** What the page shows of a drill. */
export interface Lever {
  readonly kind: Kind;
  readonly title: string;
  readonly does: string;
  readonly expects: string;
  readonly state: "off" | "on" | "changing";
}

/** The drills as switches, for the channel that is watched. What was broken stays broken until it is healed, or all is. */
export class Switchboard {
  readonly #stage: Stage;
  readonly #changed: () => void;
  /** What is in force, and how to heal it. */
  readonly #on = new Map<string, () => Promise<void>>();
  readonly #changing = new Set<string>();

  readonly #rights = new Map<string, Right>();

  constructor(stage: Stage, changed: () => void) {
    this.#stage = stage;
    this.#changed = changed;
  }

  levers(channel: DrilledChannel): Lever[] {
    return DRILLS.map((drill): Lever => {
      const { kind, title, does } = drill;
      const key = keyOf(kind, channel);
      const state = this.#changing.has(key) ? "changing" : this.#on.has(key) ? "on" : "off";
      return { kind, title, does, expects: drill.expects(channel).text, state };
    });
  }

  /** The right that viewers of a channel were last given. */
  right({ name }: DrilledChannel): Right {
    return this.#rights.get(name) ?? "signed";
  }

  /** Gives viewers of a channel another right; drills of rights that were in force are over. */
  setRight(channel: DrilledChannel, right: Right): void {
    for (const kind of RIGHTS) this.#on.delete(keyOf(kind, channel));
    this.#rights.set(channel.name, right);
    this.#changed();
  }

  /** Breaks or heals. Asking for what is so already does nothing. */
  async set(channel: DrilledChannel, kind: Kind, on: boolean): Promise<void> {
    const key = keyOf(kind, channel);
    if (this.#changing.has(key) || this.#on.has(key) === on) return;
    this.#changing.add(key);
    this.#changed();
    try {
      const drill = drillOf(kind);
      if (on) await this.#break(drill, channel, key);
      else await this.#heal(key);
    } finally {
      this.#changing.delete(key);
      this.#changed();
    }
  }

  async healAll(): Promise<void> {
    for (const key of [...this.#on.keys()]) await this.#heal(key);
    this.#changed();
  }

  async #break(drill: Drill, channel: DrilledChannel, key: string): Promise<void> {
    const scene = this.#sceneOf(channel);
    // One way to a region can be broken in one manner only: the newer fault takes the place of the older.
    for (const ways of [NETWORK, RIGHTS]) if (ways.has(drill.kind)) for (const other of ways) this.#on.delete(keyOf(other, channel));
    // Also what was broken in part only can be healed.
    this.#on.set(key, () => drill.heals(scene));
    await drill.breaks(scene);
  }

  async #heal(key: string): Promise<void> {
    const heal = this.#on.get(key);
    this.#on.delete(key);
    await heal?.();
  }

  #sceneOf(channel: DrilledChannel): Scene {
    return sceneOf(this.#stage.media, [channel], {
      setRunning: this.#stage.setRunning,
      setRight: (right) => {
        this.#rights.set(channel.name, right);
        return Promise.resolve();
      },
    });
  }
}

const NETWORK: ReadonlySet<Kind> = new Set<Kind>(["black-hole", "hung-body", "5xx", "403"]);
const RIGHTS: ReadonlySet<Kind> = new Set<Kind>(["expired", "forged"]);

/** What is broken of a region's network, or by stopping it, is so for every channel that prefers it. */
function keyOf(kind: Kind, { name, regions }: DrilledChannel): string {
  return kind === "region" || NETWORK.has(kind) ? `${kind} of ${regions[0] ?? ""}` : `${kind} of ${name}`;
}
