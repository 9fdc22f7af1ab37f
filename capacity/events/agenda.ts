/** Things to do in order of their times; of equal times, in the order they were noted. */
export class Agenda {
  readonly #heap: { readonly at: number; readonly order: number; readonly act: (at: number) => void }[] = [];
  #noted = 0;

  note(at: number, act: (at: number) => void): void {
    const heap = this.#heap;
    heap.push({ at, order: this.#noted++, act });
    for (let child = heap.length - 1; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.#earlier(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Does everything that is due before `until`, what is noted meanwhile included. */
  run(until: number): void {
    for (let next = this.#heap[0]; next !== undefined && next.at < until; next = this.#heap[0]) {
      this.#dropFirst();
      next.act(next.at);
    }
  }

  #dropFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let parent = 0; ;) {
      let first = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) if (child < heap.length && this.#earlier(child, first)) first = child;
      if (first === parent) return;
      this.#swap(first, parent);
      parent = first;
    }
  }

  #earlier(one: number, other: number): boolean {
    const [left, right] = [this.#heap[one], this.#heap[other]];
    if (left === undefined || right === undefined) return false;
    return left.at < right.at || (left.at === right.at && left.order < right.order);
  }

  #swap(one: number, other: number): void {
    const [left, right] = [this.#heap[one], this.#heap[other]];
    if (left === undefined || right === undefined) return;
    this.#heap[one] = right;
    this.#heap[other] = left;
  }
}
