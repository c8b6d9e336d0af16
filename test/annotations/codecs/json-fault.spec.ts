import { describe, expect, it } from 'vitest';
import { jsonFault } from '../../../annotations/codecs/json-fault.ts';

describe('where a text stops to be JSON', () => {
  it.each([
    ['', 'it is empty'],
    [' \n', 'it is empty'],
    ['{"a": 1', 'it ends too early'],
    ['{"a": "x', 'it ends too early'],
    ['[[1, {"b": [', 'it ends too early'],
    ['{"a":', 'it ends too early'],
    ['[1, 2,', 'it ends too early'],
    ['{"a": }', 'it stops to be JSON at line 1, column 7'],
    ['{"a": 1,\n "b" 2}', 'it stops to be JSON at line 2, column 6'],
    ['{a: 1}', 'it stops to be JSON at line 1, column 2'],
    ['[1, 2,, 3]', 'it stops to be JSON at line 1, column 7'],
    ['[1, 2,]', 'it stops to be JSON at line 1, column 7'],
    ['{"a": 1}}', 'it stops to be JSON at line 1, column 9'],
    ['{"a": [1, 2}', 'it stops to be JSON at line 1, column 12'],
    ['hello', 'it stops to be JSON at line 1, column 1'],
    ['{"a": NaN}', 'it stops to be JSON at line 1, column 7'],
    ['[01]', 'it stops to be JSON at line 1, column 3'],
    ['{"a\n": 1}', 'it stops to be JSON at line 1, column 4'],
  ])('%j: %s', (text, fault) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(jsonFault(text)).toBe(fault);
  });

  it('is found in deep and in long texts as well', () => {
    expect(jsonFault('['.repeat(200_000))).toBe('it ends too early');
    const long = `{"a": "${'x'.repeat(2_000_000)}", "b": ?}`;
    expect(jsonFault(long)).toBe(`it stops to be JSON at line 1, column ${long.indexOf('?') + 1}`);
  });
});
