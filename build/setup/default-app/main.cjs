/**
 * What `electron [-r MODULE] APP …` does before the app's own code runs. The development runtime comes without
 * Electron's default app, so this one stands in: it finds APP on the command line and loads it.
 */
const { app } = require('electron');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const { modules, target } = parse(process.argv.slice(1));
Object.defineProperty(process, 'defaultApp', { value: true, configurable: true, enumerable: true });
for (const file of modules) require(path.resolve(file));

if (target === undefined) {
  console.error('electron: which app? Usage: electron [-r MODULE] FOLDER_OR_FILE …');
  process.exit(2);
}
try {
  load(path.resolve(target));
} catch (error) {
  console.error(`electron: cannot start ${target}:`, error);
  process.exit(1);
}

/**
 * @param {string[]} args
 * @returns {{ modules: string[], target: string | undefined }} modules to load first; the app
 */
function parse(args) {
  /** @type {string[]} */
  const modules = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '-v' || arg === '--version') {
      console.log(`v${process.versions.electron}`);
      process.exit(0);
    }
    if (arg === '-r' || arg === '--require') {
      at += 1;
      modules.push(args[at] ?? '');
    } else if (!arg.startsWith('-')) {
      return { modules, target: arg };
    }
  }
  return { modules, target: undefined };
}

/** @param {string} appPath a folder with a package.json, or a script */
function load(appPath) {
  const manifestPath = path.join(appPath, 'package.json');
  if (fs.existsSync(manifestPath)) {
    const manifest = JSON.parse(fs.readFileSync(manifestPath, 'utf8'));
    if (manifest.version) app.setVersion(manifest.version);
    const name = manifest.productName ?? manifest.name;
    if (name) {
      app.setName(name);
      if (!app.commandLine.hasSwitch('user-data-dir')) {
        app.setPath('userData', path.join(app.getPath('appData'), name));
      }
    }
    app.setAppPath(appPath);
  } else {
    app.setAppPath(path.dirname(appPath));
  }
  Module._load(require.resolve(appPath), null, true);
}
