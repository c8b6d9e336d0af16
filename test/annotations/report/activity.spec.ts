/** The activity table against the published script, over every combination of answers that can matter. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ActivityInput } from '../../../annotations/report/activity.ts';
import { assessActivity } from '../../../annotations/report/report.ts';
import { testReports } from '../../test-data.ts';

const folder = testReports();
const present = existsSync(join(folder, 'activity.py'));

function combinations(): ActivityInput[] {
  const all: ActivityInput[] = [];
  const degrees: ActivityInput['enhancementDegree'][] = [
    null,
    'none',
    'minimal',
    'mild',
    'moderate',
    'marked',
    ['none', 'minimal'],
    ['minimal', 'mild'],
    ['mild', 'moderate'],
    ['moderate', 'marked'],
    ['none', 'minimal', 'mild'],
  ];
  for (const presence of ['present', 'absent', 'uncertain'] as const)
    for (const attenuation of [null, 'hypo', 'iso', 'hyper'] as const)
      for (const attenuationReference of [null, 'muscle', 'liver', 'spleen', 'kidney', 'blood-pool'] as const)
        for (const fat of [null, 'present', 'absent'] as const)
          for (const calcification of [null, 'present', 'absent'] as const)
            for (const enhancementDegree of degrees)
              for (const enhancementPattern of [null, 'homogeneous', 'heterogeneous', 'peripheral'] as const)
                all.push({
                  present: presence,
                  attenuation,
                  attenuationReference,
                  fat,
                  calcification,
                  enhancementDegree,
                  enhancementPattern,
                });
  return all;
}

const bare: ActivityInput = {
  present: 'present',
  attenuation: null,
  attenuationReference: null,
  fat: null,
  calcification: null,
  enhancementDegree: null,
  enhancementPattern: null,
};

describe('activity of a lesion', () => {
  (present ? it : it.skip)('agrees with the published script on all combinations', () => {
    const all = combinations();
    const script =
      'import sys, json, activity as a\n' +
      'print(json.dumps([[a.activity(f), a.votes(f), bool(a.atypical(f))] for f in json.load(sys.stdin)]))';
    const out = execFileSync('python3', ['-c', script], {
      input: JSON.stringify(all),
      env: { ...process.env, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const expected = JSON.parse(out) as [string, [number, number], boolean][];
    expect(expected.length).toBe(all.length);
    all.forEach((finding, i) => {
      const ours = assessActivity(finding);
      const [label, [forNew, forOlder], atypical] = expected[i] ?? ['', [0, 0], false];
      expect(ours.label, JSON.stringify(finding)).toBe(label);
      expect(ours.atypical, JSON.stringify(finding)).toBe(atypical);
      if (finding.present !== 'present') return;
      expect(ours.votes.filter((v) => v.for === 'new').length, JSON.stringify(finding)).toBe(forNew);
      expect(ours.votes.filter((v) => v.for === 'older').length, JSON.stringify(finding)).toBe(forOlder);
    });
  });

  it('names its votes, and says that histology decides', () => {
    const a = assessActivity({
      ...bare,
      attenuation: 'hypo',
      attenuationReference: 'muscle',
      fat: 'present',
    });
    expect(a.label).toBe('mixed');
    expect(a.votes.map((v) => v.field)).toEqual(['attenuation', 'fat']);
    expect(a.note).toBe('Histology remains the gold standard.');
  });

  it('does not assess what is absent or uncertain', () => {
    expect(assessActivity({ ...bare, present: 'uncertain', fat: 'present' })).toMatchObject({
      label: 'not assessed',
      votes: [],
    });
  });

  it('flags marked enhancement and calcification as atypical', () => {
    const a = assessActivity({
      ...bare,
      enhancementDegree: ['moderate', 'marked'],
      calcification: 'present',
    });
    expect(a.atypical).toBe(true);
    expect(a.atypicalBecause).toEqual(['marked enhancement', 'calcification']);
  });
});
