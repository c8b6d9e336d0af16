/**
 * What the system must have, by Debian's package names, and how to see that it is there without asking apt:
 * a shared library by its soname, a command by its name, anything else by a file.
 */

/**
 * @typedef {object} Need
 * @property {string} what as people call it
 * @property {readonly string[]} packages Debian's and Ubuntu's names for it; the first that exists there is installed
 * @property {string} [library] soname
 * @property {string} [command]
 * @property {readonly string[]} [files] any of them
 */

/** Electron's window. @type {readonly Need[]} */
export const windowNeeds = [
  { what: 'GTK 3', packages: ['libgtk-3-0t64', 'libgtk-3-0'], library: 'libgtk-3.so.0' },
  { what: 'NSS', packages: ['libnss3'], library: 'libnss3.so' },
  { what: 'ALSA', packages: ['libasound2t64', 'libasound2'], library: 'libasound.so.2' },
  { what: 'GBM', packages: ['libgbm1'], library: 'libgbm.so.1' },
];

/** A display where there is none. @type {readonly Need[]} */
export const virtualDisplayNeeds = [
  { what: 'Xvfb', packages: ['xvfb'], command: 'Xvfb' },
  { what: 'xauth', packages: ['xauth'], command: 'xauth' },
];

/** Other vendors' tools that results are compared with. Tests that miss theirs are skipped. @type {readonly Need[]} */
export const comparisonNeeds = [
  { what: 'Chromium', packages: ['chromium'], command: 'chromium' },
  { what: 'DCMTK', packages: ['dcmtk'], command: 'dcm2pnm' },
  { what: 'dicom3tools', packages: ['dicom3tools'], command: 'dciodvfy' },
  { what: 'GDCM', packages: ['libgdcm-tools'], command: 'gdcmconv' },
  { what: 'libjxl', packages: ['libjxl-tools'], command: 'cjxl' },
  { what: 'Python', packages: ['python3'], command: 'python3' },
  { what: 'pydicom', packages: ['python3-pydicom'], files: ['/usr/lib/python3/dist-packages/pydicom'] },
  { what: 'numpy', packages: ['python3-numpy'], files: ['/usr/lib/python3/dist-packages/numpy'] },
  { what: 'Java', packages: ['default-jre-headless'], command: 'java' },
  { what: 'PixelMed', packages: ['pixelmed-apps'], command: 'DicomSRValidator' },
  {
    what: 'DejaVu fonts',
    packages: ['fonts-dejavu-core'],
    files: ['/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'],
  },
];
