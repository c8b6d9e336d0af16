/** UTF-16 offsets to Unicode code-point offsets, as the annotation rules count. Both ends of a surrogate pair meet. */
export function codePointOffsets(text: string): (utf16: number) => number {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (n) => n;
  const table = new Uint32Array(text.length + 1);
  let points = 0;
  for (let i = 0; i < text.length; i++) {
    table[i] = points;
    const c = text.charCodeAt(i);
    const d = text.charCodeAt(i + 1);
    if (c >= 0xd800 && c <= 0xdbff && d >= 0xdc00 && d <= 0xdfff) {
      i++;
      table[i] = points;
    }
    points++;
  }
  table[text.length] = points;
  return (n) => table[n] ?? points;
}
