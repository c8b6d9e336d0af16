/** Sentences that the reader has to see but need not answer. */
import { notifications } from '@mantine/notifications';
import { printable } from '../../annotations/printable.ts';
import type { Failure, Result } from '../../annotations/result.ts';

/** Long enough to read a sentence twice. */
const SHOWN_MS = 9000;

export function notifyFailure(title: string, message: string): void {
  notifications.show({
    id: `${title}: ${message}`,
    title,
    message: printable(message),
    color: 'red',
    autoClose: SHOWN_MS,
  });
}

/** What was undone: each takes the place of the one before. */
export function notifyBriefly(message: string): void {
  notifications.hide('brief');
  notifications.show({ id: 'brief', message: printable(message), autoClose: 2000, withCloseButton: false });
}

export function notify(message: string, title?: string): void {
  notifications.show({ message: printable(message), title, autoClose: 4000 });
}

/** Says why a change was refused; gives back whether it was made. */
export function accepted(result: Result<unknown, Failure>): boolean {
  if (!result.ok) notifyFailure('Not changed', result.error.message);
  return result.ok;
}

/** "1 finding", "2 findings". */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
