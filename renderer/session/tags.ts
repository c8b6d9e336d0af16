/** All data elements of one frame's file, asked of the reader. */
import type { FrameRef } from '../../annotations/image/hierarchy.ts';
import type { FromReader } from '../../electron/contract.ts';
import { reader } from '../host.ts';

export type Tags = Pick<Extract<FromReader, { type: 'tags' }>, 'rows' | 'message'>;

let requests = 0;

export function wantTags(frame: FrameRef): Promise<Tags> {
  requests += 1;
  const requestId = requests;
  return new Promise((resolve) => {
    const stops = [
      reader.subscribe((message) => {
        if (message.type === 'tags' && message.requestId === requestId) finish(message);
      }),
      reader.onRestart(() => finish({ rows: [], message: 'The reader was started again; ask once more.' })),
    ];
    const finish = ({ rows, message }: Tags): void => {
      for (const stop of stops) stop();
      resolve({ rows, message });
    };
    reader.post({ type: 'tags.want', requestId, frame });
  });
}
