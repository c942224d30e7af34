/** One after the other: a task begins when all that were asked for before it have ended, well or not. */
export class Turns {
  #tail: Promise<void> = Promise.resolve();
  #pending = 0;

  /** Tasks asked for and not ended. */
  get pending(): number {
    return this.#pending;
  }

  take<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#count(this.#tail.then(task));
    const end = () => undefined;
    this.#tail = result.then(end, end);
    return result;
  }

  /** Counts a task that waits for no turn. */
  async beside(task: () => Promise<void>): Promise<void> {
    await this.#count(task());
  }

  /** Resolves when all that was asked for so far has ended. */
  settled(): Promise<void> {
    return this.#tail;
  }

  #count<T>(running: Promise<T>): Promise<T> {
    this.#pending++;
    const end = () => {
      this.#pending--;
    };
    running.then(end, end);
    return running;
  }
}
