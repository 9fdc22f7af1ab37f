/** Answers of the query protocol (AWS query protocol): XML, one element a member. */
import { xml, type Answer } from "./protocol.ts";

export function result(action: string, namespace: string, content: string): Answer {
  return xml(
    200,
    `<${action}Response xmlns="${namespace}"><${action}Result>${content}</${action}Result><ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata></${action}Response>`,
  );
}

export function failure(status: number, code: string, message: string): Answer {
  return xml(
    status,
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escape(message)}</Message></Error><RequestId>rehearsal</RequestId></ErrorResponse>`,
  );
}

export function escape(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
