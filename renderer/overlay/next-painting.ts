/** Draws with the next painting; many requests make one drawing, and a drawing in between makes none of them. */
export class NextPainting {
  readonly #draw: () => void;
  #pending = 0;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  request(): void {
    if (this.#pending !== 0) return;
    this.#pending = requestAnimationFrame(() => {
      this.#pending = 0;
      this.#draw();
    });
  }

  /** What was requested has been drawn, or is no longer wanted. */
  callOff(): void {
    cancelAnimationFrame(this.#pending);
    this.#pending = 0;
  }
}
