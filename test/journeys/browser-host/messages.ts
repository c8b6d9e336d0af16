/** What the page's bridge and the host say to each other over their one socket. */
import type { EventName, FromReader, RequestName, ToReader } from '../../../electron/contract.ts';

export type PageToHost =
  | { readonly way: 'request'; readonly id: number; readonly name: RequestName; readonly args: unknown }
  | { readonly way: 'reader'; readonly message: ToReader }
  /** The page listens: the reader's session begins. */
  | { readonly way: 'ready' };

export type HostToPage =
  | { readonly way: 'answer'; readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly way: 'answer'; readonly id: number; readonly ok: false; readonly message: string }
  | { readonly way: 'reader'; readonly message: FromReader }
  | { readonly way: 'event'; readonly name: EventName; readonly event: unknown };
