/** Bodies of the XML services (AWS restXml protocol). */
import { XMLParser } from "fast-xml-parser";
import { ServiceError } from "./protocol.ts";

/** Elements that may stand once or often are always lists; every value is text. */
const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === "Object" || name === "Path", ignoreAttributes: true });

/** @throws ServiceError MalformedXML */
export function parsed(body: string): object {
  try {
    return parser.parse(body, true) as object;
  } catch {
    throw new ServiceError(
      400,
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  }
}
