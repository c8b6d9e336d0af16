/** Finds the command and runs it; help and version at every level. */
import { type Command, EXIT, type ExitCode, type Io, printableIo, refuse } from './command.ts';

export async function runCommandLine(
  args: readonly string[],
  raw: Io,
  commands: readonly Command[],
  version: string,
): Promise<ExitCode> {
  const io = printableIo(raw);
  const [first, ...rest] = args;
  if (first === undefined) {
    io.stderr(overview(commands));
    return EXIT.usage;
  }
  if (first === '--help' || first === '-h' || first === 'help') {
    const about = commands.find((command) => command.name === rest[0]);
    io.stdout(about === undefined ? overview(commands) : about.help);
    return EXIT.done;
  }
  if (first === '--version') {
    io.stdout(`${version}\n`);
    return EXIT.done;
  }
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) {
    const known = commands.map(({ name }) => name).join(', ');
    return refuse(io, EXIT.usage, `"${first}" is not a command; there are ${known}.`);
  }
  const untilPaths = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (untilPaths.includes('--help') || untilPaths.includes('-h')) {
    io.stdout(command.help);
    return EXIT.done;
  }
  return command.run(rest, io);
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: marginalia COMMAND [options]

Commands:
${lines.join('\n')}

"marginalia COMMAND --help" tells more. Exit code 0: done; 1: bad input; 2: wrong usage.
Marginalia is not a medical device: not for primary diagnosis.
`;
}
