/** A file system that ends the process that it delivers certain bytes to, at once: for readers that die of a file. */

/** Whoever reads this within the first kilobyte of what it asked for, dies at once. */
export const DEADLY = 'Deadly^Header';
/** CommonJS, to be run before anything else of the process; in all its threads when it is required by `execArgv`. */
export const DEADLY_DISK = `
const fs = require('node:fs');
const deadly = Buffer.from(${JSON.stringify(DEADLY)});
const deliver = (target, from, count) => {
  const bytes = Buffer.from(target.buffer, target.byteOffset + from, Math.min(count, 1024));
  if (bytes.includes(deadly)) process.kill(process.pid, 'SIGKILL');
};
const readSync = fs.readSync;
fs.readSync = (...args) => {
  const count = readSync(...args);
  deliver(args[1], args[2], count);
  return count;
};
const open = fs.promises.open;
fs.promises.open = async (...args) => {
  const handle = await open(...args);
  const read = handle.read.bind(handle);
  handle.read = async (target, offset, ...rest) => {
    const result = await read(target, offset, ...rest);
    deliver(target, offset, result.bytesRead);
    return result;
  };
  return handle;
};
`;
