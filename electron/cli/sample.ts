/** `sample DIR`: writes the synthetic teaching case. */
import { writeSampleCase } from '../sample/case.ts';
import { type Command, EXIT, misused, parseArguments, printJson, refuse } from './command.ts';

const help = `Usage: marginalia sample DIR [--workers N] [--json]

Writes the synthetic teaching case into DIR: a CT of the abdomen in two phases (noncontrast and portal venous,
120 slices each, about 126 MB), its report, its saved annotations and the known truth (truth.json). The images are
computed; they show no person and may be used freely. A folder that holds the complete case is left as it is.

  --workers N  threads, 0 to 16 (default: one a processor, four at most)
  --json       one JSON document on standard output: folder, files, whether they were written now

Exit code 0: done; 1: the case could not be written; 2: wrong usage.
`;

export const sampleCommand: Command = {
  name: 'sample',
  summary: 'write the synthetic teaching case',
  help,
  async run(args, io) {
    const parsed = parseArguments(args, { workers: { type: 'string' }, json: { type: 'boolean' } });
    if (!parsed.ok) return misused(io, 'sample', parsed.error.message);
    const [folder, ...more] = parsed.value.positionals;
    if (folder === undefined || more.length > 0) {
      return misused(io, 'sample', 'Exactly one folder is wanted.');
    }
    const workers = parsed.value.text('workers');
    if (workers !== undefined && !/^(\d|1[0-6])$/.test(workers)) {
      return misused(io, 'sample', `--workers wants a number from 0 to 16, not "${workers}".`);
    }
    const result = await writeSampleCase(folder, {
      ...(workers === undefined ? {} : { workers: Number(workers) }),
      onProgress: (done, total) => {
        if (done % 10 === 0 || done === total) io.stderr(`slice ${done} of ${total}\n`);
      },
    });
    if (!result.ok) return refuse(io, EXIT.badInput, result.error.message);
    const { value } = result;
    if (parsed.value.flag('json')) printJson(io, value);
    else {
      const state = value.written ? 'written to' : 'already complete in';
      io.stdout(`${value.images} images (${Math.round(value.bytes / 1e6)} MB) ${state} ${value.folder}\n`);
    }
    return EXIT.done;
  },
};
