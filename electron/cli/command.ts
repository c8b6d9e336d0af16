/** What a command of the command line is, and how its arguments are read. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { oneLine, printable } from '../../annotations/printable.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { printableJson } from './printable.ts';

export type Io = {
  /** The result, and nothing else. */
  stdout(text: string): void;
  /** Messages for people. */
  stderr(text: string): void;
};

/** Done; bad input, said in one line that names file and cause; wrong usage. */
export const EXIT = { done: 0, badInput: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export type Command = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole text of `--help`. */
  readonly help: string;
  /** `args` are those after the command's name, without `--help`. */
  run(args: readonly string[], io: Io): Promise<ExitCode>;
};

export type OptionSpecs = NonNullable<ParseArgsConfig['options']>;

export type Parsed = {
  readonly positionals: readonly string[];
  /** Options that take a value, as they were given last. */
  text(name: string): string | undefined;
  /** All values of an option that may be given several times. */
  texts(name: string): readonly string[];
  flag(name: string): boolean;
};

export function parseArguments(
  args: readonly string[],
  options: OptionSpecs,
): Result<Parsed, Failure<'usage'>> {
  try {
    const { values, positionals } = parseArgs({
      args: withNegativeValues(args, options),
      options,
      allowPositionals: true,
      strict: true,
    });
    const all = values as Record<string, string | boolean | (string | boolean)[] | undefined>;
    return ok({
      positionals,
      text: (name) => {
        const value = all[name];
        return typeof value === 'string' ? value : undefined;
      },
      texts: (name) => {
        const value = all[name];
        return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
      },
      flag: (name) => all[name] === true,
    });
  } catch (cause) {
    // parseArgs throws for what people type wrong; anything else is a bug of ours.
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    if (!(cause instanceof Error) || !code.startsWith('ERR_PARSE_ARGS')) throw cause;
    return err(failure('usage', firstSentence(cause.message)));
  }
}

/** `--window -600,1500` is a value, not an option. */
function withNegativeValues(args: readonly string[], options: OptionSpecs): string[] {
  const joined: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as string;
    const next = args[index + 1];
    const takesValue = arg.startsWith('--') && options[arg.slice(2)]?.type === 'string';
    if (takesValue && next !== undefined && /^-\d/.test(next)) {
      joined.push(`${arg}=${next}`);
      index++;
    } else {
      joined.push(arg);
    }
  }
  return joined;
}

const firstSentence = (message: string): string =>
  `${message.split(/\.\s|\n/)[0]?.replace(/\.$/, '') ?? message}.`;

/** Nothing that files say steers the terminal. */
export const printableIo = (io: Io): Io => ({
  stdout: (text) => io.stdout(printable(text)),
  stderr: (text) => io.stderr(printable(text)),
});

/** Says a sentence on standard error; gives the exit code back. */
export function refuse(io: Io, code: ExitCode, message: string): ExitCode {
  io.stderr(`${oneLine(message)}\n`);
  return code;
}

/** Wrong usage, with the way to help. */
export const misused = (io: Io, command: string, message: string): ExitCode =>
  refuse(io, EXIT.usage, `${message} See "marginalia ${command} --help".`);

/** One JSON document. */
export const printJson = (io: Io, document: unknown): void =>
  io.stdout(`${printableJson(JSON.stringify(document, null, 2))}\n`);
