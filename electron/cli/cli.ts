/** Entry of the command line (dist/cli.cjs): the table of commands, standard output, the exit code. */
import { version } from '../../package.json';
import type { Command } from './command.ts';
import { convertCommand } from './convert.ts';
import { exportCommand } from './export.ts';
import { inspect } from './inspect.ts';
import { measureCommand } from './measure.ts';
import { reportCommand } from './report.ts';
import { runCommandLine } from './run-command-line.ts';
import { sampleCommand } from './sample.ts';

const COMMANDS: readonly Command[] = [
  inspect,
  exportCommand,
  measureCommand,
  reportCommand,
  convertCommand,
  sampleCommand,
];

const io = {
  stdout: (text: string) => void process.stdout.write(text),
  stderr: (text: string) => void process.stderr.write(text),
};

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code === 'EPIPE') process.exit(0);
  throw cause;
});

void runCommandLine(process.argv.slice(2), io, COMMANDS, version).then((code) => {
  process.exitCode = code;
});
