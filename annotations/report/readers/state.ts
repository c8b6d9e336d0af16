/** What the cues around a range of tokens do to a claim made there. */
import type { ClaimState } from '../claims.ts';
import type { Cue } from '../scopes/reach.ts';
import type { Scopes } from '../scopes.ts';

export type Verdict = { readonly state: ClaimState; readonly cue: Cue | null };

/** Past beats doubt beats denial: what was, or may be, says nothing of today. */
export function verdict(scopes: Scopes, from: number, to: number): Verdict {
  let hedge: Cue | null = null;
  let denial: Cue | null = null;
  for (let i = from; i < to; i++) {
    // "former calcification, no longer visible"
    const gone = scopes.gone[i];
    if (gone) return { state: 'denied', cue: gone };
    const prior = scopes.prior[i];
    if (prior) return { state: 'prior', cue: prior };
    hedge ??= scopes.hedged[i] ?? null;
    denial ??= scopes.negated[i] ?? scopes.gone[i] ?? null;
  }
  if (hedge !== null) return { state: 'hedged', cue: hedge };
  return denial !== null ? { state: 'denied', cue: denial } : { state: 'stated', cue: null };
}
