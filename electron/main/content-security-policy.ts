/**
 * What the page may load, as it stands in the header. Styles may be inline because the component library sets custom
 * properties in a style element; scripts may not. `connect-src 'self'`: the page can fetch its own files and nothing
 * else.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
