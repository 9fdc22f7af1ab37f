/** What becomes of the objects under one prefix of a bucket. Days count from an object's creation. */
export interface StorageLife {
  /** `studio/`, for instance. */
  readonly prefix: string;
  readonly expireAfterDays: number;
  /** To Standard-IA. */
  readonly infrequentAccessDays?: number;
  /** To Glacier Instant Retrieval. */
  readonly glacierDays?: number;
}

/** S3 keeps an object in Standard for 30 days before it may go to Standard-IA (S3 API reference, Transition). */
export const INFREQUENT_ACCESS_DAYS = 30;
/** Every day in Standard-IA is paid for up to the 30th, so the next step comes 30 days later (S3 User Guide, "Constraints and considerations for transitions"). */
export const DAYS_IN_INFREQUENT_ACCESS = 30;
/** Glacier Instant Retrieval bills 90 days at least (S3 User Guide, "Comparing the Amazon S3 storage classes"). */
export const DAYS_IN_GLACIER = 90;

/** One step of a life that comes too early, as a sentence's end and the earliest day. */
export interface LifeFault {
  readonly step: "infrequentAccessDays" | "glacierDays" | "expireAfterDays";
  readonly given: number;
  readonly earliest: number;
  readonly why: string;
}

/** Steps of a life that S3 refuses, or would bill for time that the object is not there. */
export function lifeFaults(life: Omit<StorageLife, "prefix">): LifeFault[] {
  const { infrequentAccessDays: infrequent, glacierDays: glacier, expireAfterDays: end } = life;
  const faults: LifeFault[] = [];
  const least = (step: LifeFault["step"], given: number | undefined, earliest: number, why: string): void => {
    if (given !== undefined && given < earliest) faults.push({ step, given, earliest, why });
  };
  least("infrequentAccessDays", infrequent, INFREQUENT_ACCESS_DAYS, "S3 keeps an object 30 days before it may go to Standard-IA");
  if (infrequent !== undefined) {
    const after = infrequent + DAYS_IN_INFREQUENT_ACCESS;
    least("glacierDays", glacier, after, "an object stays 30 days in Standard-IA");
    if (glacier === undefined) least("expireAfterDays", end, after, "an object stays 30 days in Standard-IA");
  }
  if (glacier !== undefined) least("expireAfterDays", end, glacier + DAYS_IN_GLACIER, "Glacier Instant Retrieval bills 90 days");
  return faults;
}

/** The rule of one life, as S3 takes it. @throws RangeError when a step comes too early */
export function lifecycleRule(life: StorageLife): {
  id: string;
  status: string;
  filter: { prefix: string };
  transitions?: { days: number; storageClass: string }[];
  expiration: { days: number };
} {
  const [fault] = lifeFaults(life);
  if (fault !== undefined)
    throw new RangeError(`${life.prefix}: ${fault.step} is ${String(fault.given)}, and the earliest is ${String(fault.earliest)}`);
  const transitions = [
    ...(life.infrequentAccessDays === undefined ? [] : [{ days: life.infrequentAccessDays, storageClass: "STANDARD_IA" }]),
    ...(life.glacierDays === undefined ? [] : [{ days: life.glacierDays, storageClass: "GLACIER_IR" }]),
  ];
  return {
    id: `keep-${life.prefix.replace(/\/$/, "")}`,
    status: "Enabled",
    filter: { prefix: life.prefix },
    ...(transitions.length === 0 ? {} : { transitions }),
    expiration: { days: life.expireAfterDays },
  };
}
