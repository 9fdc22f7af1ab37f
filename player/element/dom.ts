/** Elements without a word of HTML as text: a strict policy of the page allows that, and nothing can be injected. */
type Attributes = Readonly<Record<string, string | boolean>>;

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : value);
  }
}

/** Writes only what differs, so that a voice does not read the same again and the layout rests. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

const SVG = "http://www.w3.org/2000/svg";

export type IconName =
  "play" | "pause" | "sound" | "muted" | "captions" | "captionsOff" | "audio" | "quality" | "fullscreen" | "window" | "check";

/** Paths on a grid of 24. */
const PATHS: Readonly<Record<IconName, string>> = {
  play: "M7 4.5v15l12.5-7.5z",
  pause: "M6.5 5h4v14h-4zM13.5 5h4v14h-4z",
  sound:
    "M4 9.5v5h3.5L12 19V5L7.5 9.5zM14.5 8.2a5 5 0 0 1 0 7.6v-2a3.2 3.2 0 0 0 0-3.6zM14.5 4.4a8.3 8.3 0 0 1 0 15.2v-1.9a6.5 6.5 0 0 0 0-11.4z",
  muted: "M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.1 9l-1.1 1.1 1.9 1.9-1.9 1.9 1.1 1.1 1.9-1.9 1.9 1.9 1.1-1.1-1.9-1.9 1.9-1.9L18.9 9 17 10.9z",
  captions:
    "M4 5h16a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 20 19H4a1.5 1.5 0 0 1-1.5-1.5v-11A1.5 1.5 0 0 1 4 5zM5 13.2v1.8h8v-1.8zM14.5 13.2v1.8H19v-1.8zM5 10v1.8h4V10zM10.5 10v1.8H19V10z",
  captionsOff:
    "M4 5h16a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 20 19H4a1.5 1.5 0 0 1-1.5-1.5v-11A1.5 1.5 0 0 1 4 5zM4.2 6.7v10.6h15.6V6.7zM6 13.2h6.5v1.6H6zM14 13.2h4v1.6h-4z",
  audio: "M12 3a9 9 0 0 1 9 9v6a2 2 0 0 1-2 2h-3v-7h3.2v-1a7.2 7.2 0 0 0-14.4 0v1H8v7H5a2 2 0 0 1-2-2v-6a9 9 0 0 1 9-9z",
  quality:
    "M4 6h9v1.8H4zM17 6h3v1.8h-3zM13.8 4.5h1.8v4.8h-1.8zM4 11.1h3v1.8H4zM11 11.1h9v1.8h-9zM7.8 9.6h1.8v4.8H7.8zM4 16.2h9V18H4zM17 16.2h3V18h-3zM13.8 14.7h1.8v4.8h-1.8z",
  fullscreen: "M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z",
  window: "M8 4h2v6H4V8h4zM14 4h2v4h4v2h-6zM4 14h6v6H8v-4H4zM14 14h6v2h-4v4h-2z",
  check: "M9.5 17.2 4.6 12.3l1.5-1.5 3.4 3.4 8.4-8.4 1.5 1.5z",
};

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  setAttributes(svg, { viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" });
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("fill-rule", "evenodd");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export function setIcon(button: Element, name: IconName): void {
  if (button.getAttribute("data-icon") === name) return;
  button.setAttribute("data-icon", name);
  button.replaceChildren(icon(name));
}
