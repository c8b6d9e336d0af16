import { describe, expect, it } from 'vitest';
import { printable } from '../../../annotations/printable.ts';
import { type Command, EXIT, parseArguments, printJson, refuse } from '../../../electron/cli/command.ts';
import { runCommandLine } from '../../../electron/cli/run-command-line.ts';

const seen: (readonly string[])[] = [];
const shout: Command = {
  name: 'shout',
  summary: 'says it loudly',
  help: 'Usage: marginalia shout WORD\n',
  async run(args, io) {
    seen.push(args);
    io.stdout(`${args.join(' ').toUpperCase()}\n`);
    return EXIT.done;
  },
};

async function run(...args: string[]) {
  let [out, err] = ['', ''];
  const io = {
    stdout: (text: string) => {
      out += text;
    },
    stderr: (text: string) => {
      err += text;
    },
  };
  const code = await runCommandLine(args, io, [shout], '1.2.3');
  return { code, out, err };
}

describe('the command line', () => {
  it('runs a command with the rest of the words', async () => {
    expect(await run('shout', 'a', '--b')).toEqual({ code: 0, out: 'A --B\n', err: '' });
  });

  it('helps at every level, on standard output', async () => {
    expect((await run('--help')).out).toContain('shout  says it loudly');
    expect(await run('shout', '--help')).toEqual({ code: 0, out: shout.help, err: '' });
    expect((await run('help', 'shout')).out).toBe(shout.help);
    expect(await run('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' });
    // After "--" all are paths, whatever they look like.
    expect((await run('shout', '--', '--help')).out).toBe('-- --HELP\n');
  });

  it('says wrong usage on standard error with exit code 2', async () => {
    const none = await run();
    expect([none.code, none.out]).toEqual([2, '']);
    expect(await run('whisper')).toEqual({
      code: 2,
      out: '',
      err: '"whisper" is not a command; there are shout.\n',
    });
  });
});

describe('what is printed', () => {
  it('never steers the terminal, whatever files and names say', async () => {
    const evil = 'a\u001b[2Jb\u0007\u009bc\u202ed';
    expect((await run('shout', evil)).out).toBe('A[2JBCD\n');
  });

  it('keeps a JSON document the same document', () => {
    const name = 'a\u001b[2Jb\u009bc\u202ed\u2028e\n日本 😀';
    let out = '';
    printJson({ stdout: (text) => (out += text), stderr: () => undefined }, { name });
    expect(printable(out)).toBe(out);
    expect(JSON.parse(out)).toEqual({ name });
  });

  it('says one line, also of a file whose name has several', () => {
    let err = '';
    refuse({ stdout: () => undefined, stderr: (text) => (err += text) }, EXIT.badInput, 'two\nlines: why.');
    expect(err).toBe('two lines: why.\n');
  });
});

describe('arguments', () => {
  const options = {
    window: { type: 'string' },
    json: { type: 'boolean' },
    frames: { type: 'string', multiple: true },
  } as const;

  it('take negative numbers as values', () => {
    const parsed = parseArguments(['a', '--window', '-600,1500', '--json', 'b'], options);
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(parsed.value.text('window')).toBe('-600,1500');
    expect(parsed.value.flag('json')).toBe(true);
    expect(parsed.value.positionals).toEqual(['a', 'b']);
  });

  it('keep all values of an option that may be repeated', () => {
    const parsed = parseArguments(['--frames', '1.2', '--frames=1.3:2'], options);
    expect(parsed.ok && parsed.value.texts('frames')).toEqual(['1.2', '1.3:2']);
  });

  it('refuse unknown options and missing values in one sentence', () => {
    const unknown = parseArguments(['--colour'], options);
    expect(unknown.ok ? '' : unknown.error.message).toBe("Unknown option '--colour'.");
    const missing = parseArguments(['--window'], options);
    expect(missing.ok ? '' : missing.error.message).toMatch(/--window.*argument missing\.$/);
  });
});
