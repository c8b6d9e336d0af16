/** Folders and files may be dropped anywhere in the window. */
import { useEffect, useState } from 'react';
import { pathsOf } from '../../host.ts';
import { notifyFailure } from '../../session/notices.ts';
import { openPaths } from '../../session/sources.ts';
import classes from './start.module.css';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

export function DropTarget() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const end = new AbortController();
    const options = { signal: end.signal };
    const drag = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    window.addEventListener('dragenter', drag, options);
    window.addEventListener('dragover', drag, options);
    window.addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setOver(false);
      },
      options,
    );
    window.addEventListener(
      'drop',
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        const paths = pathsOf([...(event.dataTransfer?.files ?? [])]);
        if (paths.length > 0) void openPaths(paths);
        else notifyFailure('Not opened', 'What was dropped has no place on this computer’s disk.');
      },
      options,
    );
    return () => end.abort();
  }, []);
  return over ? <div className={classes.drop}>Drop to open</div> : null;
}
