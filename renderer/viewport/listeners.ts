/** Who listens to which event of one object. */
export class Listeners<Event extends string> {
  readonly #listeners = new Map<Event, Set<() => void>>();

  /** Until the returned function is called. */
  add(event: Event, listener: () => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  tell(event: Event): void {
    for (const listener of this.#listeners.get(event) ?? []) listener();
  }

  clear(): void {
    for (const listeners of this.#listeners.values()) listeners.clear();
  }
}
