/** `npm run build`: makes `dist/` anew, whatever the stamps say. */
import { ensureBundles } from './setup/bundles.mjs';

await ensureBundles(['node', 'window'], { force: true });
