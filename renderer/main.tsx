/** The window's beginning: styles, the connections to main and the reader, then the app. */
import '@fontsource/inter/400.css';
import '@fontsource/inter/500.css';
import '@fontsource/inter/600.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startSession } from './session/start.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
startSession();
createRoot(root).render(<App />);
