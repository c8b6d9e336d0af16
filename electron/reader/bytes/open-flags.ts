import { constants } from 'node:fs';

/**
 * For reading what a folder lists as a file: without O_NONBLOCK the opening of a named pipe waits, possibly for ever,
 * until somebody writes to it (open(2)). Plain files are read as always. Windows knows no such flag.
 */
export const READ_WITHOUT_WAITING: number = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
