/** The control plane of the simulated account: makes, changes, reads and removes resources, and refuses what AWS refuses. */
import type { Account } from "./account.ts";
import { Buckets, type ObjectStore } from "./buckets.ts";
import { failedCreation, failedUpdate, stackType, unchangeable } from "./cfn/failure.ts";
import { templateTypes } from "./cfn/types.ts";
import type { Faults, Operation } from "./faults.ts";
import { Mailbox } from "./mailbox.ts";
import { makerOf, type Made, type Making } from "./outputs/index.ts";
import { refuse } from "./rules/index.ts";
import { schemaOf } from "./schema/index.ts";
import { seeded, type Seed } from "./seeded.ts";
import type { CloudObject, Store } from "./store.ts";
import { canonical, text, type Properties } from "./values.ts";

export interface Request {
  token: string;
  /** Region of the resource, or the provider's for a resource of a global service. */
  region: string;
  urn: string;
  inputs: Properties;
}

export class Cloud {
  readonly account: Account;
  readonly store: Store;
  readonly faults: Faults;
  /** How long a channel takes to start or stop, in milliseconds. */
  readonly transition: number;
  /** What alarms and events have sent to people. */
  readonly mailbox: Mailbox;
  /** What lies in the buckets. */
  readonly objects: ObjectStore;

  readonly #underWay = new Set<Promise<unknown>>();

  constructor(
    account: Account,
    store: Store,
    faults: Faults,
    transition: number,
    mailbox = new Mailbox(),
    objects: ObjectStore = new Buckets(),
  ) {
    this.mailbox = mailbox;
    this.objects = objects;
    this.account = account;
    this.store = store;
    this.faults = faults;
    this.transition = transition;
  }

  create(request: Request): Promise<CloudObject> {
    return this.#carryOut(() => this.#create(request));
  }

  update(id: string, request: Request): Promise<CloudObject> {
    return this.#carryOut(() => this.#update(id, request));
  }

  delete(id: string, request: Request): Promise<void> {
    return this.#carryOut(() => this.#delete(id, request));
  }

  /** Waits until everything that was asked for is done: AWS goes on also when nobody listens for the answer any more. */
  async rest(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async #carryOut<T>(work: () => Promise<T>): Promise<T> {
    const done = work();
    this.#underWay.add(done);
    try {
      return await done;
    } finally {
      this.#underWay.delete(done);
    }
  }

  async #create(request: Request): Promise<CloudObject> {
    await this.#meet("create", request);
    refuse(this, "create", request, undefined);
    try {
      const made = this.#make(request, undefined);
      if (this.store.get(request.token, this.#regionOf(request), made.id) !== undefined) {
        throw new Error(`AlreadyExists: ${request.token} ${made.id} already exists in ${this.#place(request)}`);
      }
      await this.#refuseChildren(made.children ?? []);
      return this.#keep(request, made);
    } catch (error) {
      throw failedCreation(this, request, error);
    }
  }

  async #update(id: string, request: Request): Promise<CloudObject> {
    await this.#meet("update", request);
    const before = this.#existing(id, request);
    refuse(this, "update", request, before);
    const refusal = unchangeable(this, before);
    if (refusal !== undefined) throw new Error(refusal);
    try {
      const made = this.#make(request, before);
      const children = made.children ?? [];
      await this.#refuseChildren(children);
      for (const gone of this.#childrenOf(before))
        if (!children.some((child) => child.id === gone.id)) refuse(this, "delete", requestOf(gone), gone);
      return this.#keep(request, { ...made, id, hidden: { ...before.hidden, ...made.hidden } });
    } catch (error) {
      throw await failedUpdate(this, request, before, error);
    }
  }

  /** Removing what is not there any more succeeds, as with the providers. */
  async #delete(id: string, request: Request): Promise<void> {
    await this.#meet("delete", request);
    const before = this.store.get(request.token, this.#regionOf(request), id);
    if (before === undefined) return;
    refuse(this, "delete", request, before);
    const children = this.#childrenOf(before);
    for (const child of children) refuse(this, "delete", requestOf(child), child);
    for (const object of [...children, before]) this.store.remove(object);
    if (before.type === "aws:s3/bucket:Bucket") this.objects.drop(before.id);
    // What CloudFront was told to forget goes with the distribution.
    for (const object of this.store.all("cloudfront:Invalidation")) if (object.owner === before.id) this.store.remove(object);
  }

  async read(id: string, request: Omit<Request, "inputs">): Promise<CloudObject | undefined> {
    await this.#meet("read", { ...request, inputs: {} });
    return this.store.get(request.token, this.#regionOf(request), id);
  }

  #meet(operation: Operation, { token, region }: Request): Promise<void> {
    // The control planes of global services stand in us-east-1 (AWS Fault Isolation Boundaries, "Global services").
    return this.faults.meet(operation, token, schemaOf(token)?.global === true && this.faults.darkness("us-east-1") ? "us-east-1" : region);
  }

  #regionOf({ token, region }: Pick<Request, "token" | "region">): string {
    return schemaOf(token)?.global === true ? "" : region;
  }

  #place(request: Request): string {
    return this.#regionOf(request) === "" ? `account ${this.account.accountId}` : request.region;
  }

  #existing(id: string, request: Request): CloudObject {
    const found = this.store.get(request.token, this.#regionOf(request), id);
    if (found === undefined) throw new Error(`ResourceNotFoundException: ${request.token} ${id} does not exist in ${this.#place(request)}`);
    return found;
  }

  /** Draws another id while the one drawn is taken; an id that follows from a name stays what it is. */
  #make(request: Request, before: CloudObject | undefined): Made {
    const maker = makerOf(request.token);
    if (maker === undefined)
      throw new Error(`the rehearsal cannot make ${request.token} yet: rehearsal/cloud/outputs/ has no values for it`);
    const making = (seed: Seed): Making => ({ ...request, account: this.account, store: this.store, seed, before });
    let made = maker(making(this.#seed(request, 0)));
    for (
      let attempt = 1;
      before === undefined && this.store.get(request.token, this.#regionOf(request), made.id) !== undefined;
      attempt += 1
    ) {
      const other = maker(making(this.#seed(request, attempt)));
      if (other.id === made.id) break;
      made = other;
    }
    return made;
  }

  #seed(request: Request, attempt: number): Seed {
    const name = text(request.inputs[schemaOf(request.token)?.nameProperty ?? ""]) ?? request.urn.split("::").at(-1) ?? "";
    return seeded(
      this.account.accountId,
      this.#regionOf(request),
      request.token,
      request.urn.split("::").slice(0, 2).join(),
      name,
      String(attempt),
    );
  }

  #keep(request: Request, made: Made): CloudObject {
    const object: CloudObject = {
      type: request.token,
      region: this.#regionOf(request),
      id: made.id,
      owner: request.urn,
      inputs: request.inputs,
      outputs: made.outputs,
      hidden: made.hidden ?? {},
    };
    const children = made.children ?? [];
    for (const gone of this.#childrenOf(object)) if (!children.some(({ id }) => id === gone.id)) this.store.remove(gone);
    for (const one of [object, ...children]) this.store.put(one);
    return object;
  }

  #childrenOf(object: CloudObject): CloudObject[] {
    if (object.type !== stackType) return [];
    return Object.keys(templateTypes)
      .flatMap((type) => this.store.all(type, object.region))
      .filter(({ owner }) => owner === object.id);
  }

  /** The resources of a template meet the same refusals as any other; one that does not change is left alone. */
  async #refuseChildren(children: readonly CloudObject[]): Promise<void> {
    for (const child of children) {
      const before = this.store.get(child.type, child.region, child.id);
      if (before !== undefined && canonical(before.inputs) === canonical(child.inputs)) continue;
      const operation = before === undefined ? "create" : "update";
      await this.#meet(operation, requestOf(child));
      refuse(this, operation, requestOf(child), before);
    }
  }
}

function requestOf(object: CloudObject): Request {
  return { token: object.type, region: object.region, urn: object.owner, inputs: object.inputs };
}
