/** `npm run fuzz [-- ARGUMENTS]`: broken and random bytes for the readers (test/fuzz/main.ts). */
import './setup/node-version.mjs';
import { runTool } from './bundle/tool-bundle.mjs';

process.exitCode = await runTool('fuzz', 'test/fuzz/main.ts', process.argv.slice(2));
