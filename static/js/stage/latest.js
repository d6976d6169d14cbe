/** What was worked out last for something on the stage, while that which it was made of is the same. */

/** @template T */
export class Latest {
  /** @type {WeakMap<object, { made: T, from: unknown[] }>} */
  #known = new WeakMap();

  /**
   * @param {object} owner @param {unknown[]} from  what it depends on
   * @param {() => T} make
   * @returns {T}
   */
  of(owner, from, make) {
    const known = this.#known.get(owner);
    if (known?.from.every((part, i) => part === from[i])) return known.made;
    const made = make();
    this.#known.set(owner, { made, from });
    return made;
  }
}
