/** The real app (project `electron`), and its window or parts of it in a current Chromium (project `chromium`). */
import { defineConfig } from '@playwright/test';

/** The browser must stay as silent as the app: no updates, no telemetry, no probing of the network. */
const silent = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

export default defineConfig({
  testDir: 'test',
  outputDir: 'test-results/journeys',
  // Two cores: a second window would only slow the first.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/journeys.json' }]],
  use: { screenshot: 'only-on-failure', trace: 'retain-on-failure', video: 'off' },
  projects: [
    { name: 'electron', testMatch: '**/*.electron.ts' },
    {
      name: 'chromium',
      // Parts of the window that only a browser can show (canvas, pointer) are tested beside their mirror of the source.
      testMatch: '**/*.chromium.ts',
      use: {
        browserName: 'chromium',
        viewport: { width: 1440, height: 900 },
        launchOptions: {
          executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
          args: [...silent, '--enable-unsafe-swiftshader'],
        },
      },
    },
  ],
});
