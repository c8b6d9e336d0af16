/** Every import of a source file, with its line: static, dynamic, of types, by `require`, and re-exports. */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { parseSync } from 'vite';

/**
 * @typedef {object} Import
 * @property {string} from file below the checkout, with forward slashes
 * @property {number} line counting from 1
 * @property {Target} to
 * @property {boolean} typeOnly nothing is left of it at run time
 */

/** @typedef {{ kind: 'file', path: string } | { kind: 'package', name: string } | { kind: 'builtin', name: string }} Target */

/** @typedef {{ type: string, start: number, [key: string]: unknown }} AstNode */

/**
 * @param {string} root the checkout
 * @param {string} file below it
 * @returns {Import[]} in source order
 */
export function importsOf(root, file) {
  const text = readFileSync(posix.join(root, file), 'utf8');
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  /** @type {Import[]} */
  const found = [];
  visit(/** @type {AstNode} */ (/** @type {unknown} */ (program)), (node) => {
    const request = requestOf(node);
    if (request === undefined) return;
    const line = text.slice(0, node.start).split('\n').length;
    found.push({ from: file, line, to: targetOf(file, request), typeOnly: isTypeOnly(node) });
  });
  return found;
}

/**
 * @param {AstNode} node
 * @returns {string | undefined} the module that the node asks for, when it is an import with a fixed address
 */
function requestOf(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literal(node.source ?? node.argument);
    case 'TSExternalModuleReference':
      return literal(node.expression);
    case 'CallExpression': {
      const callee = /** @type {{ type?: string, name?: string }} */ (node.callee);
      const [first] = /** @type {unknown[]} */ (node.arguments);
      return callee.type === 'Identifier' && callee.name === 'require' ? literal(first) : undefined;
    }
    default:
      return undefined;
  }
}

/** @param {unknown} node */
function literal(node) {
  const value = /** @type {{ value?: unknown, literal?: { value?: unknown } } | null | undefined} */ (node);
  const text = value?.value ?? value?.literal?.value;
  return typeof text === 'string' ? text : undefined;
}

/** @param {AstNode} node */
function isTypeOnly(node) {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true;
  const parts = /** @type {{ importKind?: string, exportKind?: string }[] | undefined} */ (node.specifiers);
  return (
    Boolean(parts?.length) && Boolean(parts?.every((part) => (part.importKind ?? part.exportKind) === 'type'))
  );
}

/**
 * @param {string} file
 * @param {string} request as written
 * @returns {Target}
 */
function targetOf(file, request) {
  const [path = ''] = request.split('?');
  if (path.startsWith('.')) return { kind: 'file', path: posix.join(posix.dirname(file), path) };
  if (path.startsWith('node:') || builtinModules.includes(path)) return { kind: 'builtin', name: path };
  const [scope = '', name = ''] = path.split('/');
  return { kind: 'package', name: scope.startsWith('@') ? `${scope}/${name}` : scope };
}

/**
 * @param {unknown} value a node, a list of nodes, or anything that a node holds
 * @param {(node: AstNode) => void} look
 */
function visit(value, look) {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) visit(item, look);
    return;
  }
  if ('type' in value && typeof value.type === 'string') look(/** @type {AstNode} */ (value));
  for (const child of Object.values(value)) visit(child, look);
}
