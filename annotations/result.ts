/** Expected failures are values; bugs throw. */

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E> = { readonly ok: false; readonly error: E };
export type Result<T, E> = Ok<T> | Err<E>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
export const err = <E>(error: E): Err<E> => ({ ok: false, error });

/** Closes a switch over a union: a member that nobody handles does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}

/**
 * A failure that a person will read: `message` is a whole sentence that names the culprit and the cause.
 * `kind` is for programs; it never changes its meaning.
 */
export type Failure<K extends string = string> = { readonly kind: K; readonly message: string };

export const failure = <K extends string>(kind: K, message: string): Failure<K> => ({ kind, message });
