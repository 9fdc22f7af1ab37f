import { object, text } from "../values.ts";
import { globalArn, regionalArn, type Maker } from "./making.ts";

/** What kind of destination an ARN names: CloudWatch Logs API reference, DeliveryDestination. */
function destinationType(arn: string): string {
  const kinds: Record<string, string> = { s3: "S3", logs: "CWL", firehose: "FH", xray: "XRAY" };
  return kinds[arn.split(":")[2] ?? ""] ?? "S3";
}

export const observability: Record<string, Maker> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": (making) => {
    const name = text(making.inputs["name"]) ?? "";
    return { id: name, outputs: { arn: regionalArn(making, "cloudwatch", `alarm:${name}`) } };
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": (making) => {
    const name = text(making.inputs["alarmName"]) ?? "";
    return { id: name, outputs: { arn: regionalArn(making, "cloudwatch", `alarm:${name}`) } };
  },
  "aws:cloudwatch/dashboard:Dashboard": (making) => {
    const name = text(making.inputs["dashboardName"]) ?? "";
    return { id: name, outputs: { dashboardArn: globalArn(making, "cloudwatch", `dashboard/${name}`) } };
  },
  "aws:cloudwatch/eventRule:EventRule": (making) => {
    const name = text(making.inputs["name"]) ?? "";
    const bus = text(making.inputs["eventBusName"]) ?? "default";
    const path = bus === "default" ? name : `${bus}/${name}`;
    return { id: path, outputs: { arn: regionalArn(making, "events", `rule/${path}`), eventBusName: bus } };
  },
  "aws:cloudwatch/eventTarget:EventTarget": ({ inputs }) => ({
    id: `${text(inputs["rule"]) ?? ""}-${text(inputs["targetId"]) ?? ""}`,
    outputs: { eventBusName: text(inputs["eventBusName"]) ?? "default" },
  }),
  "aws:cloudwatch/logGroup:LogGroup": (making) => {
    const name = text(making.inputs["name"]) ?? "";
    return { id: name, outputs: { arn: regionalArn(making, "logs", `log-group:${name}`) } };
  },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": (making) => {
    const name = text(making.inputs["name"]) ?? "";
    const service = (text(making.inputs["resourceArn"]) ?? "").split(":")[2] ?? "";
    return { id: name, outputs: { arn: regionalArn(making, "logs", `delivery-source:${name}`), service } };
  },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": (making) => {
    const name = text(making.inputs["name"]) ?? "";
    const target = text(object(making.inputs["deliveryDestinationConfiguration"])["destinationResourceArn"]) ?? "";
    return {
      id: name,
      outputs: { arn: regionalArn(making, "logs", `delivery-destination:${name}`), deliveryDestinationType: destinationType(target) },
    };
  },
  "aws:cloudwatch/logDelivery:LogDelivery": (making) => {
    const id = making.seed.alphanumeric(16);
    return { id, outputs: { arn: regionalArn(making, "logs", `delivery:${id}`) } };
  },
};
