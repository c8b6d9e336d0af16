/** Entry of the command line in the checkout (dist/cli.cjs), under plain Node. */
import { commandLine } from './command-line.ts';

void commandLine(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
