/** Something that an authority asks for: kept by rules, or not, and then for a reason. */
export interface Control {
  /** As the authority numbers it; for a rule that no catalogue has, a short name. */
  readonly id: string;
  readonly asks: string;
  /** Rules of this pack that keep it. */
  readonly rules?: readonly string[];
  /** Why no rule keeps it, or what of it no rule keeps. */
  readonly why?: string;
  /** Page of the authority, where the catalogue's own page does not say it. */
  readonly source?: string;
}

/** One authority's list. */
export interface Catalogue {
  readonly title: string;
  readonly about: string;
  readonly source: string;
  readonly controls: readonly Control[];
}
