/** `npm run lint`: the import rules of .dependency-cruiser.cjs, and the proof that it read the tree at all. */
import { createRequire } from 'node:module';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const tsConfig = extractTSConfig('tsconfig.json');
const { output } = await cruise(['src'], { ...rules.options, ruleSet: rules, validate: true }, undefined, { tsConfig });
const { modules, summary } = output as ICruiseResult;

const ours = modules.filter((module) => module.source.startsWith('src/'));
const imports = ours.flatMap((module) => module.dependencies).filter((edge) => edge.resolved.startsWith('src/'));
if (ours.length === 0 || imports.length === 0) {
  console.error(
    `imports: read ${ours.length} modules and ${imports.length} imports between them; the check sees nothing`,
  );
  process.exit(1);
}
for (const violation of summary.violations) {
  console.error(`imports: ${violation.rule.name}: ${violation.from} -> ${violation.to}`);
}
console.log(`imports: ${ours.length} modules, ${imports.length} imports, ${summary.violations.length} violations`);
process.exit(summary.violations.length === 0 ? 0 : 1);
