/** The compiler over a copy of the tree: all of it once, then single files of it with others changed or left as they were. */
import { join } from 'node:path';
import ts from 'typescript';

const textOf = ({ file, messageText }: ts.Diagnostic): string =>
  `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;

export const createCompiler = (tree: string, folders: readonly string[]) => {
  const { config } = ts.readConfigFile(join(tree, 'tsconfig.json'), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent({ ...config, include: folders }, ts.sys, tree);
  // What it finds out is not kept: node_modules is the tree's own.
  const once: ts.CompilerOptions = { ...options, incremental: false };
  delete once.tsBuildInfoFile;
  const host = ts.createCompilerHost(once);
  const sources = new Map<string, ts.SourceFile | undefined>();
  const read: ts.CompilerHost['getSourceFile'] = (name, ...more) => {
    if (!sources.has(name)) sources.set(name, host.getSourceFile(name, ...more));
    return sources.get(name);
  };
  const whole = ts.createProgram({ rootNames: fileNames, options: once, host: { ...host, getSourceFile: read } });

  return {
    faults: (): readonly string[] => ts.getPreEmitDiagnostics(whole).map(textOf),
    /** Faults in one file when the others have these texts. */
    faultsIn: (path: string, changed: Readonly<Record<string, string>>): readonly string[] => {
      const texts = new Map(Object.entries(changed).map(([name, text]) => [join(tree, name), text]));
      const getSourceFile: ts.CompilerHost['getSourceFile'] = (name, version, ...more) => {
        const text = texts.get(name);
        return text === undefined ? read(name, version, ...more) : ts.createSourceFile(name, text, version);
      };
      const program = ts.createProgram({
        rootNames: fileNames,
        options: once,
        host: { ...host, getSourceFile },
        oldProgram: whole,
      });
      return program.getSemanticDiagnostics(program.getSourceFile(join(tree, path))).map(textOf);
    },
  };
};
