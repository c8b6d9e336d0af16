/** Says so in a sentence when Node is too old, instead of failing somewhere in the middle. */
const oldest = [20, 19];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < (oldest[0] ?? 0) || (major === oldest[0] && minor < (oldest[1] ?? 0))) {
  process.stderr.write(
    `Marginalia needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}.\n`,
  );
  process.exit(1);
}
