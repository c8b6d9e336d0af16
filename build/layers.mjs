/** `npm run layers`: prints each import that a rule forbids, as file:line, and fails when there is one. */
import { checkLayers } from './layers/check.mjs';
import { root } from './root.mjs';

const { files, violations } = checkLayers(root);
for (const { file, line, rule, message } of violations) console.error(`${file}:${line}  ${rule}: ${message}`);
console.log(`${files} files, ${violations.length} imports that break a layer`);
if (violations.length > 0) process.exitCode = 1;
