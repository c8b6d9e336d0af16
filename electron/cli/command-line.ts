/** The command line as a whole: the table of commands over standard output and standard error. */
import { version } from '../../package.json';
import type { Command, ExitCode } from './command.ts';
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

/** `args` from the command's name on. Resolves with the exit code. */
export function commandLine(args: readonly string[]): Promise<ExitCode> {
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE') process.exit(0);
    throw cause;
  });
  return runCommandLine(args, io, COMMANDS, version);
}
