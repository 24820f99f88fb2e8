/**
 * Finds code that opens a connection by itself. Addresses that others give are reached by the port
 * services/ports/outbound.ts alone (src/outbound), which knows where it may not go.
 */
import ts from 'typescript';

/** line: from 1. */
export type WayOut = { readonly line: number; readonly what: string };

/** What may be taken from a module that opens connections, types aside; `new` is for those that only servers make. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  undici: [],
  ws: ['WebSocket', 'WebSocketServer'],
  dgram: [],
  http: ['createServer', 'STATUS_CODES'],
  http2: [],
  https: ['createServer', 'Server'],
  net: ['BlockList', 'isIP', 'isIPv4', 'isIPv6', 'Socket'],
  tls: ['TLSSocket'],
};
/** To be asked whether something is one, or to be extended for a server; never to be made. */
const NEVER_MADE = new Set(['Socket', 'TLSSocket', 'WebSocket']);
/** The opposite: only these must not be taken. */
const NOT_FROM: Readonly<Record<string, readonly string[]>> = { jose: ['createRemoteJWKSet'] };

const GLOBALS = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);
const GLOBAL_OBJECTS = new Set(['globalThis', 'global']);

const bare = (specifier: string): string => specifier.replace(/^node:/, '').replace(/^(undici|ws)\/.*$/, '$1');

const literalOf = (node: ts.Node | undefined): string | null =>
  node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;

/** What a call with a module's name loads, as `import()`, `require()` and process.getBuiltinModule() do. */
const loadedBy = ({ expression, arguments: given }: ts.CallExpression): string | null => {
  const name = literalOf(given[0]);
  if (name === null || !Object.hasOwn(MODULES, bare(name))) return null;
  const isLoader =
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require');
  return isLoader || name.startsWith('node:') || name.startsWith('undici') ? name : null;
};

const refusedOf = (specifier: string, name: string): boolean => {
  const module = bare(specifier);
  const allowed = MODULES[module];
  return allowed !== undefined ? !allowed.includes(name) : (NOT_FROM[module]?.includes(name) ?? false);
};

type Named = { readonly name: string; readonly isType: boolean };

const elementsOf = (elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[]): readonly Named[] =>
  elements.map(({ name, propertyName, isTypeOnly }) => ({ name: (propertyName ?? name).text, isType: isTypeOnly }));

/** What is taken from a module by name; `*` and `default` as such. */
const namesTaken = (node: ts.ImportDeclaration | ts.ExportDeclaration): readonly Named[] => {
  const all: Named = { name: '*', isType: false };
  if (ts.isExportDeclaration(node)) {
    if (node.isTypeOnly) return [];
    return node.exportClause !== undefined && ts.isNamedExports(node.exportClause)
      ? elementsOf(node.exportClause.elements)
      : [all];
  }
  const { importClause } = node;
  if (importClause === undefined) return [all];
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  const { name, namedBindings } = importClause;
  return [
    ...(name === undefined ? [] : [{ name: 'default', isType: false }]),
    ...(namedBindings === undefined
      ? []
      : ts.isNamespaceImport(namedBindings)
        ? [all]
        : elementsOf(namedBindings.elements)),
  ];
};

/** Whether an identifier names a value here, and is not only the name of a property, an import or a type. */
const isValue = (node: ts.Identifier): boolean => {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isExportSpecifier(parent)) return false;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) return parent.name !== node;
  if (ts.isPropertySignature(parent) || ts.isMethodSignature(parent) || ts.isQualifiedName(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  return !ts.isPartOfTypeNode(node) && !ts.isTypeQueryNode(parent);
};

/** A name of the global object that is read from it: `globalThis.fetch`, `globalThis['fetch']`; null: all of it is taken. */
const readFromGlobal = ({ parent }: ts.Identifier): string | null => {
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text;
  return ts.isElementAccessExpression(parent) ? literalOf(parent.argumentExpression) : null;
};

export const waysOutOf = (text: string): readonly WayOut[] => {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: WayOut[] = [];
  /** Names that mean what was imported, not the global of that name. */
  const imported = new Set<string>();
  const tell = (node: ts.Node, what: string): void => {
    found.push({ line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1, what });
  };

  const lookAtModule = (node: ts.ImportDeclaration | ts.ExportDeclaration): void => {
    const specifier = literalOf(node.moduleSpecifier);
    if (specifier === null) return;
    for (const { name, isType } of namesTaken(node)) {
      if (!isType && refusedOf(specifier, name)) tell(node, `${name} of ${specifier}`);
    }
  };

  const lookAtName = (node: ts.Identifier): void => {
    if (!isValue(node)) return;
    if (GLOBALS.has(node.text) && !imported.has(node.text)) tell(node, node.text);
    if (!GLOBAL_OBJECTS.has(node.text)) return;
    const name = readFromGlobal(node);
    if (name === null || GLOBALS.has(name)) tell(node, `${node.text}${name === null ? '' : `.${name}`}`);
  };

  const look = (node: ts.Node): void => {
    if (ts.isImportSpecifier(node)) imported.add(node.name.text);
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) lookAtModule(node);
    if (ts.isIdentifier(node)) lookAtName(node);
    if (ts.isCallExpression(node)) {
      const loaded = loadedBy(node);
      if (loaded !== null) tell(node, `${loaded}, loaded`);
    }
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && NEVER_MADE.has(node.expression.text))
      tell(node, `new ${node.expression.text}`);
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
};
