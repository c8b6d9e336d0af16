/** The files beside the images that may be the report, the likeliest first. */
import { useEffect, useState } from 'react';
import type { ReportFile } from '../../../electron/contract.ts';
import { request } from '../../host.ts';
import type { OpenAnnotations } from '../../session/annotations.ts';

export function useReportFiles(open: OpenAnnotations | null): readonly ReportFile[] {
  const [files, setFiles] = useState<readonly ReportFile[]>([]);
  const sourceId = open?.sourceId ?? null;
  useEffect(() => {
    let current = true;
    setFiles([]);
    if (sourceId !== null)
      void request('report.find', { sourceId }).then((found) => {
        if (current) setFiles(found);
      });
    return () => {
      current = false;
    };
  }, [sourceId]);
  return files;
}
