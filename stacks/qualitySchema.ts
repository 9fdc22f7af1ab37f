import { z } from "zod";

/** How the edge may choose between the regions of a channel; only an edge with a domain can choose by media quality. */
export const qualitySelection = z.enum(["auto", "off"]).default("auto").meta({
  description:
    "auto: channels whose regions are aligned are served by the region of better media quality. off: by the order of regions alone.",
});
