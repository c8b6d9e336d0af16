/**
 * The one logger. A log line may be pasted into a bug report: it never holds a patient's name, an identifier or a
 * folder. What looks like a path, a UID or a quoted text is replaced; callers pass facts, not values.
 */

const REDACTIONS: readonly (readonly [RegExp, string])[] = [
  [/(?:[A-Za-z]:)?(?:[\\/][^\\/\s"'<>|:]+){2,}[\\/]?/g, '<path>'],
  [/\b[0-2](?:\.\d+){4,}\b/g, '<uid>'],
  [/"[^"]*"|“[^”]*”/g, '<text>'],
];

function redact(line: string): string {
  let text = line;
  for (const [pattern, stand] of REDACTIONS) text = text.replace(pattern, stand);
  return text;
}

export function log(area: 'app' | 'reader' | 'exporter' | 'window' | 'saving', line: string): void {
  process.stderr.write(`[${area}] ${redact(line)}\n`);
}
