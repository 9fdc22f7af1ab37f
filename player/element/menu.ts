import { h, icon, setIcon, type IconName } from "./dom.ts";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly chosen: boolean;
}

/** A button and the list it opens: arrows move, Escape and a choice close it, the focus comes back to the button. */
export class Menu {
  readonly button: HTMLButtonElement;
  readonly list: HTMLElement;
  readonly #items: HTMLElement;
  readonly #choose: (id: string) => void;
  #shown = "";

  constructor(name: string, iconName: IconName, choose: (id: string) => void) {
    const key = name.toLowerCase();
    this.#choose = choose;
    this.button = h("button", {
      type: "button",
      "aria-label": name,
      title: name,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": `menu-${key}`,
    });
    setIcon(this.button, iconName);
    this.#items = h("div", { role: "menu", "aria-label": name });
    this.list = h(
      "div",
      { class: "menu", id: `menu-${key}`, hidden: true },
      h("div", { class: "menu-title", "aria-hidden": "true" }, name),
      this.#items,
    );
    this.button.addEventListener("click", () => (this.open ? this.close() : this.#show()));
    this.button.addEventListener("keydown", (event) => {
      if (event.key === "ArrowUp" || event.key === "ArrowDown") {
        event.preventDefault();
        event.stopPropagation();
        this.#show();
      }
    });
    this.list.addEventListener("keydown", (event) => this.#onKey(event));
    this.list.addEventListener("focusout", (event) => {
      const to = event.relatedTarget;
      if (this.open && !(to instanceof Node && (this.list.contains(to) || to === this.button))) this.close(false);
    });
  }

  get open(): boolean {
    return !this.list.hidden;
  }

  /** With nothing to choose between, the button takes no room. */
  update(items: readonly MenuItem[]): void {
    this.button.hidden = items.length < 2;
    if (this.button.hidden) this.close(false);
    const shown = JSON.stringify(items);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const focused = this.#focused();
    this.#items.replaceChildren(...items.map((item) => this.#item(item)));
    if (focused !== undefined) (this.#all().find(({ dataset }) => dataset["id"] === focused) ?? this.#all()[0])?.focus();
  }

  close(focus = true): void {
    if (!this.open) return;
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (focus) this.button.focus();
  }

  #show(): void {
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    (this.#all().find((item) => item.getAttribute("aria-checked") === "true") ?? this.#all()[0])?.focus();
  }

  #item({ id, label, chosen }: MenuItem): HTMLElement {
    const item = h(
      "button",
      { type: "button", role: "menuitemradio", "aria-checked": String(chosen), tabindex: "-1", "data-id": id },
      icon("check"),
      h("span", {}, label),
    );
    item.addEventListener("click", () => {
      this.#choose(id);
      this.close();
    });
    return item;
  }

  #onKey(event: KeyboardEvent): void {
    const all = this.#all();
    const at = all.findIndex((item) => item.dataset["id"] === this.#focused());
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[to]?.focus();
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #all(): HTMLElement[] {
    return [...this.#items.querySelectorAll("button")];
  }

  #focused(): string | undefined {
    return this.#all().find((item) => item.matches(":focus"))?.dataset["id"];
  }
}
